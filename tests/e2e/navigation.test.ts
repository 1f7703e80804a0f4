import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { launchBrowser, PATIENCE } from './browser.ts'
import { Chat } from './chat.ts'
import { World } from './world.ts'

const COUNT = 300

let world: World
let archive: string

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho', haeun: 'Haeun' })
  await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho', 'haeun'] })
  archive = await world.room('archive', { title: 'Archive', members: ['minji', 'junho'] })
  const begin = Date.now() - COUNT * 300_000
  await world.import(
    archive,
    Array.from({ length: COUNT }, (_, at) => ({
      as: at % 3 === 0 ? 'minji' : 'junho',
      text: `message ${at + 1}${at % 4 === 0 ? ' and what goes on about it for some lines, so that rows differ in height'.repeat(2) : ''}`,
      at: begin + at * 300_000,
    })),
  )
})
afterEach(() => world.leave())
afterAll(() => world.end())

const placeKey = (member: string) => `damso:place:${world.site.id}:${member}`
const placeOf = (chat: Chat, member: string) =>
  chat.page.evaluate((key) => JSON.parse(sessionStorage.getItem(key) ?? 'null'), placeKey(member))

/** The first message in sight, and the pixels from the upper edge to its own. */
const inSight = ({ log }: Chat) =>
  log.evaluate((log) => {
    const { top } = log.getBoundingClientRect()
    const row = [...log.querySelectorAll('damso-message')].find((row) => row.getBoundingClientRect().bottom > top)
    const text = row?.shadowRoot?.querySelector('.text')?.textContent?.match(/message \d+/)?.[0]
    return { text, offset: row && Math.round(row.getBoundingClientRect().top - top) }
  })

/** Scrolls back until a message has come that is far from the newest, and rests there. */
async function scrollBack(
  chat: Chat,
  text: string,
): Promise<{ text?: string | undefined; offset?: number | undefined }> {
  const row = chat.messages.filter({ hasText: new RegExp(`${text}\\b`) })
  const toTop = () =>
    chat.log.evaluate((log) => {
      log.scrollTop = 0
    })
  await expect.poll(() => toTop().then(() => row.count()), { timeout: PATIENCE }).toBe(1)
  await row.evaluate((row) => {
    const log = row.closest('[role=log]') as HTMLElement
    log.scrollTop += row.getBoundingClientRect().top - log.getBoundingClientRect().top + 17
  })
  const { id } = (await row.evaluate((row) => (row as unknown as { row: { id: string } }).row)) ?? {}
  await expect.poll(() => placeOf(chat, 'minji'), { timeout: PATIENCE }).toEqual({ message: id, offset: -17 })
  return inSight(chat)
}

/** Sockets of the widget that are open now, and how many there were. */
function watchSockets(page: Page): { open: number; made: number } {
  const sockets = { open: 0, made: 0 }
  page.on('websocket', (socket) => {
    sockets.made++
    sockets.open++
    socket.on('close', () => sockets.open--)
  })
  return sockets
}

const atNewest = (chat: Chat) =>
  expect
    .poll(() => chat.log.evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop), { timeout: PATIENCE })
    .toBeLessThanOrEqual(1)

test('a navigation brings back the place in the history, and the draft, for this member in this tab alone', async () => {
  const chat = await world.visit('minji')
  const { page } = chat
  await chat.enter('Archive')
  await chat.write('about that time')
  const before = await scrollBack(chat, 'message 120')
  expect(before).toEqual({ text: 'message 120', offset: -17 })
  for (const _ of [1, 2]) {
    await page.goto(world.page('minji'))
    await chat.arrive('Archive')
    await expect.poll(() => inSight(chat), { timeout: PATIENCE }).toEqual(before)
    expect(await chat.field.inputValue()).toBe('about that time')
  }

  await page.goto(world.page('junho'))
  await chat.enter('Archive')
  await chat.message(`message ${COUNT}`).waitFor()
  await atNewest(chat)
  const other = new Chat(await page.context().newPage())
  await other.page.goto(world.page('minji'))
  await other.launcher.waitFor()
  await other.enter('Archive')
  await atNewest(other)

  await page.goto(world.page('minji'))
  await chat.arrive('Archive')
  await expect.poll(() => inSight(chat), { timeout: PATIENCE }).toEqual(before)
  await chat.button('To the newest message').click()
  await expect.poll(() => placeOf(chat, 'minji'), { timeout: PATIENCE }).toBeNull()
  await page.goto(world.page('minji'))
  await chat.arrive('Archive')
  await atNewest(chat)
})

test('a place that is gone, or never was one, is the newest message; a closed popup keeps none', async () => {
  const chat = await world.visit('minji')
  const { page } = chat
  await chat.enter('Archive')
  for (const place of [
    { message: crypto.randomUUID(), offset: 10 },
    { message: 'x'.repeat(9_000), offset: 1 },
    [7],
    'x',
  ]) {
    await page.evaluate(([key, place]) => sessionStorage.setItem(key, place), [
      placeKey('minji'),
      JSON.stringify(place),
    ] as const)
    await page.goto(world.page('minji'))
    await chat.arrive('Archive')
    await chat.message(`message ${COUNT}`).waitFor()
    await atNewest(chat)
  }
  await scrollBack(chat, 'message 200')
  await chat.launcher.click()
  expect(await placeOf(chat, 'minji')).toBeNull()
})

test('a draft that comes back names whom it named', async () => {
  const chat = await world.visit('minji')
  await chat.enter('Saturday hike')
  await chat.field.pressSequentially('@Hae')
  await chat.panel.getByRole('option', { name: 'Haeun' }).click()
  await chat.field.pressSequentially('are you there?')
  await chat.page.goto(world.page('minji'))
  await chat.arrive('Saturday hike')
  await expect.poll(() => chat.field.inputValue(), { timeout: PATIENCE }).toBe('@Haeun are you there?')
  await chat.field.press('Enter')
  const haeun = await world.visit('haeun')
  await haeun.open()
  await haeun.arrive('Saturday hike')
  await haeun.message('are you there?').locator('.mention', { hasText: '@Haeun' }).waitFor()
})

test('a body that is swapped within a view transition leaves one popup, one session and one socket', async () => {
  const chat = await world.visit('minji')
  const { page } = chat
  const sockets = watchSockets(page)
  await chat.enter('Archive')
  await chat.write('still here')
  const before = await scrollBack(chat, 'message 250')
  world.host.tokenRequests.length = 0
  await page.evaluate(async () => {
    for (const route of ['one', 'two', 'three']) {
      const next = document.createElement('body')
      next.append(route)
      await document.startViewTransition(() => document.body.replaceWith(next)).finished
    }
  })
  await chat.arrive('Archive')
  expect(await page.locator('damso-chat, damso-panel').count()).toBe(2)
  expect(await chat.field.inputValue()).toBe('still here')
  await expect.poll(() => inSight(chat), { timeout: PATIENCE }).toEqual(before)
  expect(sockets).toEqual({ open: 1, made: 1 })
  expect(world.host.tokenRequests).toEqual([])
})

test('a transition between documents brings the popup back as any navigation does', async () => {
  const head = `<style>@view-transition { navigation: auto }</style>
    <script>addEventListener('pagereveal', ({viewTransition}) => { window.transition = Boolean(viewTransition) })</script>`
  const next = world.page('minji', { head })
  const chat = await world.visit('minji', { head, body: `<a id="next" href="${next}">Next</a>` })
  const { page } = chat
  const sockets = watchSockets(page)
  await chat.enter('Archive')
  await chat.write('on the way')
  const before = await scrollBack(chat, 'message 270')
  await page.locator('#next').click()
  await page.waitForURL(next)
  await chat.arrive('Archive')
  expect(await page.evaluate(() => Reflect.get(window, 'transition'))).toBe(true)
  await expect.poll(() => inSight(chat), { timeout: PATIENCE }).toEqual(before)
  expect(await chat.field.inputValue()).toBe('on the way')
  await expect.poll(() => page.evaluate(() => window.damso.connection), { timeout: PATIENCE }).toBe('connected')
  expect(sockets.made).toBe(2)
})

/** A browser that keeps pages which are left, as everybody's does. */
async function keepingBrowser(): Promise<Page> {
  const browser = await launchBrowser({ backForwardCache: true })
  onTestFinished(() => browser.close())
  const context = await browser.newContext()
  context.setDefaultTimeout(PATIENCE)
  return context.newPage()
}

/** Goes to another page of the site, and back after something happened. It has to be the very same document that returns. */
async function awayAndBack(page: Page, meanwhile: () => Promise<void>): Promise<void> {
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Reflect.set(window, 'persisted', persisted), { once: true })
  })
  await page.goto(world.host.show('/elsewhere', { html: '<!doctype html><title>Elsewhere</title>' }))
  await meanwhile()
  await page.goBack({ waitUntil: 'commit' })
  const back = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as unknown as { notRestoredReasons: unknown }[]
    return { persisted: Reflect.get(window, 'persisted'), why: navigation?.notRestoredReasons }
  })
  expect(back).toEqual({ persisted: true, why: null })
}

test('out of the back/forward cache the chat goes on: the socket is back, and what was said meanwhile is there once', async () => {
  const page = await keepingBrowser()
  const [chat, junho] = [new Chat(page), await world.visit('junho')]
  const room = await world.room('cached', { title: 'Cached', members: ['minji', 'junho'] })
  const sockets = watchSockets(page)
  await page.goto(world.page('minji'))
  await Promise.all([chat.enter('Cached'), junho.enter('Cached')])
  await chat.say('before')
  await chat.settled()
  await chat.write('half a sentence')
  expect(sockets).toEqual({ open: 1, made: 1 })
  world.host.tokenRequests.length = 0
  await awayAndBack(page, async () => {
    await world.say(room, 'junho', 'while you were away')
    await junho.message('while you were away').waitFor()
  })
  await chat.shows(['before', 'while you were away'])
  expect(await chat.field.inputValue()).toBe('half a sentence')
  await world.say(room, 'junho', 'welcome back')
  await chat.shows(['before', 'while you were away', 'welcome back'])
  expect(world.host.tokenRequests).toEqual(['minji'])
  expect(sockets.made).toBe(2)
})

test('out of the cache comes whoever is signed in now, also where the panel was never opened', async () => {
  const page = await keepingBrowser()
  const chat = new Chat(page)
  const { tokens } = world.host
  onTestFinished(() => {
    world.host.tokens = tokens
  })
  const member = () => page.evaluate(() => window.damso.member)
  await page.goto(world.page('minji'))
  await chat.launcher.waitFor()
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/frame.js')),
  )
  await awayAndBack(page, async () => {
    world.host.tokens = () => tokens('junho')
  })
  await expect.poll(member, { timeout: PATIENCE }).toBe('junho')
  await chat.enter('Cached')
  await chat.write('only Junho writes this')
  await awayAndBack(page, async () => {
    world.host.tokens = () => null
  })
  await expect.poll(member, { timeout: PATIENCE }).toBeNull()
  expect(await page.locator('damso-panel').getByText('only Junho writes this').count()).toBe(0)
})
