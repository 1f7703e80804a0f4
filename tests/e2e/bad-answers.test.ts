import type { Page, Route } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import { damsoLines, World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
})
afterEach(() => world.leave())
afterAll(() => world.end())

test('tokens fail for an hour: it is said once, asked for ever more rarely, and what was written goes out after it', async () => {
  const title = 'An hour'
  const room = await world.room(title.replace(' ', '-'), { title, members: ['minji', 'junho'] })
  const { tokens } = world.host
  try {
    world.host.tokens = (member) => world.site.token(member, { name: member, lifetime: '90s' })
    const chat = await world.visit('minji', { tag: '' })
    await chat.page.clock.install()
    await chat.page.goto(world.page('minji'))
    await chat.enter(title)
    const lines = damsoLines(chat.page)
    world.host.tokens = () => {
      throw new Error('the site is down')
    }
    // The line breaks meanwhile, as it does with a server that ends a session whose token has ended.
    await world.server.kill()
    await chat.say('written meanwhile')
    await chat.write('and half a sentence')
    world.host.tokenRequests.length = 0
    for (let passed = 0; passed < 3_600; passed += 10) await chat.page.clock.fastForward(10_000)
    await world.server.start()
    for (let passed = 0; passed < 120; passed += 10) await chat.page.clock.fastForward(10_000)
    expect(world.host.tokenRequests.length).toBeGreaterThan(10)
    expect(world.host.tokenRequests.length).toBeLessThan(250)
    await chat.panel.getByText('Connection lost').waitFor()
    await chat.shows(['written meanwhile'])
    expect(lines.filter((line) => line.includes('TOKEN_SOURCE')).length).toBeLessThanOrEqual(1)

    world.host.tokens = tokens
    await expect
      .poll(
        async () => {
          await chat.page.clock.fastForward(10_000)
          return (await world.told(room, 'junho')).map(({ text }) => text)
        },
        { timeout: PATIENCE },
      )
      .toEqual(['written meanwhile'])
    expect(await chat.field.inputValue()).toBe('and half a sentence')
  } finally {
    world.host.tokens = tokens
    if (!world.server.isRunning) await world.server.start()
  }
})

/** Adds what this release does not know to everything that the server says. */
async function fromTheNextRelease(page: Page): Promise<void> {
  await page.route(/\/graphql$/, async (route) => {
    const response = await route.fetch()
    const text = await response.text()
    const next = text
      .replaceAll('"viewerCan":[', '"viewerCan":["FLY",')
      .replaceAll('"kind":"GROUP"', '"kind":"CIRCLE"')
      .replaceAll('"__typename":"Room"', '"__typename":"Room","colour":"blue"')
    await route.fulfill({ response, body: next })
  })
  await page.routeWebSocket(/stomp$/, (page) => {
    const server = page.connectToServer()
    server.onMessage((frames) => {
      for (const frame of String(frames).split('\0')) {
        const at = frame.indexOf('\n\n')
        if (!/^\n*MESSAGE\n/.test(frame) || at < 0) {
          page.send(frame.trim() === '' ? '\n' : `${frame}\0`)
          continue
        }
        const headers = frame
          .slice(0, at)
          .trimStart()
          .replace(/\ncontent-length:\d+/, '')
        const body = JSON.parse(frame.slice(at + 2)) as object
        page.send(`${headers}\nfuture:yes\n\n${JSON.stringify({ type: 'poll', room: 'x', options: [] })}\0`)
        page.send(`${headers}\nfuture:yes\n\n${JSON.stringify({ ...body, colour: { name: 'blue' } })}\0`)
      }
    })
  })
}

test('a server of the next release: fields, kinds, rights and events that are unknown change nothing', async () => {
  const title = 'Next'
  await world.room(title, { title, members: ['minji', 'junho'] })
  const chat = await world.visit('minji')
  await fromTheNextRelease(chat.page)
  const faults: string[] = []
  chat.page.on('pageerror', (error) => faults.push(String(error)))
  await chat.page.reload()
  const other = await world.visit('junho')
  await Promise.all([chat.enter(title), other.enter(title)])
  await chat.say('hello')
  await other.message('hello').waitFor()
  await other.say('hello back')
  await other.react('hello back', '👍')
  await chat.message('hello back').getByRole('button', { name: '👍 1 reaction' }).waitFor()
  await chat.shows(['hello', 'hello back'])
  await chat.settled()
  expect(faults).toEqual([])
})

test('a server of the previous release that does not know a question: it is said, and asked again on demand', async () => {
  const chat = await world.visit('minji')
  const refuse = (route: Route) =>
    route.fulfill({ json: { errors: [{ message: 'unknown operation', extensions: { code: 'PROTOCOL' } }] } })
  await chat.page.route(/\/graphql$/, refuse)
  await chat.page.reload()
  await chat.launcher.click()
  await chat.panel.getByText('The chat could not be loaded').waitFor()
  await chat.page.unroute(/\/graphql$/, refuse)
  await chat.button('Try again').click()
  await chat.row('Book club').waitFor()
})

test.each([
  ['the panel', /\/panel\.js/],
  ['what stands around it', /\/frame\.js/],
  ['both languages', /\/(ko|en)-[\w-]+\.js/],
])(
  'a chunk that a server no longer has is said, never an empty box, and comes with the next try: %s',
  async (_, chunk) => {
    const gone = (route: Route) => route.fulfill({ status: 404 })
    const chat = await world.visit('minji', { lang: 'ko' })
    await chat.page.context().route(chunk, gone)
    // The page that is left may still have asked for the chunk, and says so too.
    await chat.page.reload({ waitUntil: 'commit' })
    const lines = damsoLines(chat.page)
    await chat.launcher.click()
    await chat.page.getByText('대화를 불러오지 못했어요').waitFor()
    await expect.poll(() => lines.filter((line) => line.includes('LOAD')).length, { timeout: PATIENCE }).toBe(1)
    await chat.page.context().unroute(chunk, gone)
    await chat.launcher.click()
    await chat.open()
    await chat.row('Book club').waitFor()
  },
)

test('a page of the history that does not come is asked for ever more rarely, and stands there once it comes', async () => {
  const title = 'Long ago'
  const begin = Date.now() - 90 * 60_000
  const said = Array.from({ length: 90 }, (_, at) => ({ as: 'junho', text: `said ${at + 1}`, at: begin + at * 60_000 }))
  await world.import(await world.room('long-ago', { title, members: ['minji', 'junho'] }), said)
  const chat = await world.visit('minji')
  const asked: number[] = []
  const fail = async (route: Route) => {
    if (!/"before":/.test(route.request().postData() ?? '')) return route.fallback()
    asked.push(Date.now())
    await route.fulfill({ json: { errors: [{ message: 'broken', extensions: { code: 'INTERNAL' } }] } })
  }
  await chat.page.route(/\/graphql$/, fail)
  await chat.enter(title)
  await chat.log.evaluate((log) => {
    log.scrollTop = 0
  })
  await expect.poll(() => asked.length, { timeout: PATIENCE }).toBeGreaterThanOrEqual(3)
  // Half of 500 ms at least, then half of 1,000.
  expect((asked[2] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(700)
  await chat.page.unroute(/\/graphql$/, fail)
  await expect.poll(() => chat.messages.count(), { timeout: PATIENCE }).toBe(90)
})

test('a language that cannot be loaded is English', async () => {
  const chat = await world.visit('minji', { lang: 'ko' })
  await chat.page.context().route(/\/ko-[\w-]+\.js/, (route) => route.fulfill({ status: 404 }))
  await chat.page.reload()
  await chat.launcher.click()
  await chat.panel.getByRole('heading', { name: 'Chats' }).waitFor()
})

test('a part that is loaded late and is gone is said where it was asked for; what was written stays', async () => {
  const late = /\/(management|emoji-picker|date-picker|mention-picker)-[\w-]+\.js/
  const gone = (route: Route) => route.fulfill({ status: 404 })
  const chat = await world.visit('minji')
  await chat.page.context().route(late, gone)
  await chat.page.reload()
  await chat.enter('Book club')
  await chat.write('half a sentence')
  await chat.header.getByRole('button', { name: 'Book club' }).click()
  await chat.panel.getByText('That did not work').waitFor()
  await chat.button('Room menu').click()
  await chat.menuItem('Go to a date').click()
  await chat.panel.getByText('The connection was lost before it was done').waitFor()
  expect(await chat.field.inputValue()).toBe('half a sentence')
  await chat.page.context().unroute(late, gone)
  await chat.header.getByRole('button', { name: 'Book club' }).click()
  await chat.panel.getByRole('heading', { name: 'Room details' }).waitFor()
  await chat.page.keyboard.press('Escape')
  expect(await chat.field.inputValue()).toBe('half a sentence')
})
