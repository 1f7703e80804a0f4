import { fileURLToPath } from 'node:url'
import { build, type Rollup } from 'vite'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
  for (const { fileName, code } of await bundle())
    world.host.show(`/${fileName}`, { html: code, headers: { 'content-type': 'text/javascript' } })
})
afterEach(() => world.leave())
afterAll(() => world.end())

/** The app and `@damso/widget` as a bundler makes them for development: strict mode does its work there alone. */
async function bundle(): Promise<Rollup.OutputChunk[]> {
  const made = (await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rollupOptions: {
        input: { app: fileURLToPath(new URL('react-app.js', import.meta.url)) },
        output: { entryFileNames: '[name].js' },
      },
    },
  })) as Rollup.RollupOutput
  return made.output.filter((file) => file.type === 'chunk')
}

test('strict mode: one popup, one session, one socket, and nothing twice', async () => {
  const setup = { server: world.server.http, site: world.site.id, tokenUrl: '/damso/token?member=minji' }
  const tag = `<div id="app"></div><script>window.setup = ${JSON.stringify(setup)}</script><script type="module" src="/app.js"></script>`
  const sockets = { open: 0, made: 0 }
  const chat = await world.visit('minji', { tag: '' })
  const { page } = chat
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    const { url } = message.location()
    if (message.type() === 'error' && !url.endsWith('/favicon.ico')) faults.push(`${message.text()} ${url}`)
  })
  page.on('websocket', (socket) => {
    sockets.made++
    sockets.open++
    socket.on('close', () => sockets.open--)
  })
  await page.goto(world.page('minji', { tag }))
  await chat.arrive('Book club')
  await chat.launcher.waitFor()
  expect(await page.locator('damso-chat').count()).toBe(2)
  await chat.say('said once')
  await chat.settled()
  await chat.shows(['said once'])
  expect(await page.evaluate(() => window.heard)).toEqual(['room books'])
  expect(sockets).toEqual({ open: 1, made: 1 })
  expect(world.host.tokenRequests).toEqual(['minji'])

  await page.evaluate(() => window.route({ popup: false, room: true }))
  await page.locator('[part=launcher]').waitFor({ state: 'detached' })
  await world.say(
    await world.room('books', { title: 'Book club', members: ['minji', 'junho'] }),
    'junho',
    'still there?',
  )
  await chat.shows(['said once', 'still there?'])
  expect(sockets).toEqual({ open: 1, made: 1 })
  await page.evaluate(() => window.route({ popup: false, room: false }))
  await expect.poll(() => sockets.open, { timeout: PATIENCE }).toBe(0)
  expect(await page.locator('damso-chat').count()).toBe(0)
  expect(faults).toEqual([])
})
