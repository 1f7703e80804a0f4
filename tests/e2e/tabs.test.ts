import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import { Chat } from './chat.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
})
afterEach(() => world.leave())
afterAll(() => world.end())

/** A tab and the sockets that stand open in it. */
interface Tab extends Chat {
  readonly sockets: Set<unknown>
}

function watched(page: Page): Tab {
  const sockets = new Set<unknown>()
  page.on('websocket', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  return Object.assign(new Chat(page), { sockets })
}

/** Tabs of one browser in the same room. The first of them holds the socket. Each comes to the front: behind others a frame takes a second. */
async function tabsIn(title: string, count: number): Promise<Tab[]> {
  const { page: first } = await world.visit('minji')
  const pages = [first, ...(await Promise.all(Array.from({ length: count - 1 }, () => first.context().newPage())))]
  const tabs = pages.map(watched)
  const address = first.url()
  for (const tab of tabs) {
    await tab.page.bringToFront()
    await tab.page.goto(address)
    await tab.enter(title)
  }
  return tabs
}

/** The page has loaded what keeps its badge. */
async function listens(page: Page): Promise<void> {
  const script = await page.waitForFunction(
    () => performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/frame.js'))?.name,
  )
  // As text, so that it is the page that imports.
  await page.evaluate(
    `import(${JSON.stringify(await script.jsonValue())}).then(() => new Promise((end) => setTimeout(end)))`,
  )
}

/** Keys of the rooms of which the page is told that others wrote there. */
async function listenForNews(page: Page): Promise<() => Promise<unknown[]>> {
  const news = await page.evaluateHandle(() => {
    const news: unknown[] = []
    document.addEventListener('damso-message', (event) => news.push((event as CustomEvent).detail.room.key))
    return news
  })
  return () => news.jsonValue()
}

/** No list of rooms comes to the page until it is called. */
async function holdLists(page: Page): Promise<() => void> {
  const held: (() => void)[] = []
  let isHolding = true
  await page.route('**/graphql', (route) => {
    const isList = route.request().postData()?.includes('"search"')
    if (isHolding && isList) held.push(() => void route.continue())
    else void route.continue()
  })
  return () => {
    isHolding = false
    for (const go of held) go()
  }
}

const open = (tabs: readonly Tab[]) => tabs.reduce((sum, { sockets }) => sum + sockets.size, 0)

async function hike(key: string): Promise<{ room: string; title: string }> {
  const title = `Hike ${key}`
  return { room: await world.room(key, { title, members: ['minji', 'junho'] }), title }
}

const stored = async (room: string) => (await world.told(room, 'junho')).map(({ text }) => text)

test('five tabs share one socket: each shows and says everything once, and a read clears every badge', async () => {
  const { room, title } = await hike('five')
  const tabs = await tabsIn(title, 5)
  const [first, second, ...others] = tabs as [Tab, Tab, ...Tab[]]
  expect(open(tabs)).toBe(1)
  await world.say(room, 'junho', 'hello')
  await second.say('from the second')
  await first.say('from the first')
  for (const tab of tabs) await tab.shows(['hello', 'from the second', 'from the first'])
  expect(await stored(room)).toEqual(['hello', 'from the second', 'from the first'])

  // The others look elsewhere: the room is no longer open there, and what comes is a number on the badge.
  for (const tab of tabs) {
    await tab.page.bringToFront()
    await tab.button('Back to chats').click()
    await tab.row('Book club').click()
    await tab.arrive('Book club')
    await tab.launcher.click()
  }
  await world.say(room, 'junho', 'who reads this?')
  for (const tab of tabs) await expect.poll(() => tab.badge.textContent(), { timeout: PATIENCE }).toBe('1')
  await second.page.bringToFront()
  await second.open()
  await second.button('Back to chats').click()
  await second.row(title).click()
  await second.message('who reads this?').waitFor()
  for (const tab of [first, ...others]) await tab.badge.waitFor({ state: 'hidden' })
  expect(open(tabs)).toBe(1)
})

test('tabs whose panel was never opened count along with one that has it, and a read there clears them', async () => {
  const { room, title } = await hike('never')
  const [reader] = (await tabsIn(title, 1)) as [Tab]
  await reader.button('Back to chats').click()
  await reader.row('Book club').click()
  await reader.arrive('Book club')
  const others = await Promise.all(
    Array.from({ length: 4 }, async () => watched(await reader.page.context().newPage())),
  )
  // Each tab has a session of its own, in which no popup stands open.
  for (const { page } of others) await page.goto(reader.page.url())
  for (const { page } of others) await listens(page)
  const badges = (text: string) =>
    Promise.all(others.map(({ badge }) => expect.poll(() => badge.textContent(), { timeout: PATIENCE }).toBe(text)))
  await world.say(room, 'junho', 'one')
  await badges('1')
  await world.say(room, 'junho', 'two')
  await badges('2')
  await reader.page.bringToFront()
  await reader.button('Back to chats').click()
  await reader.row(title).click()
  await reader.message('two').waitFor()
  await badges('')
  expect(open([reader, ...others])).toBe(1)
  expect(await Promise.all(others.map(({ panel }) => panel.count()))).toEqual([0, 0, 0, 0])
})

test('a tab whose panel was never opened asks again when it comes into view', async () => {
  const { room } = await hike('view')
  const tab = watched((await world.visit('minji')).page)
  await listens(tab.page)
  const graphql = await world.site.graphql('minji', { name: 'Minji' })
  const unread = async () =>
    (await graphql<{ viewer: { unreadTotal: number } }>('{ viewer { unreadTotal } }', {})).viewer.unreadTotal
  const before = await unread()
  await world.say(room, 'junho', 'on the phone')
  // Counted a moment after it was stored.
  await expect.poll(unread, { timeout: PATIENCE }).toBe(before + 1)
  const asked: string[] = []
  tab.page.on('request', (request) => request.url().endsWith('/graphql') && asked.push(request.postData() ?? ''))
  const comesIntoView = (later: number) =>
    tab.page.evaluate((later) => {
      const now = performance.now() + later
      performance.now = () => now
      document.dispatchEvent(new Event('visibilitychange'))
    }, later)
  await comesIntoView(60_000)
  await expect.poll(() => tab.badge.textContent(), { timeout: PATIENCE }).toBe(String(before + 1))
  await comesIntoView(1_000)
  await tab.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  expect(asked).toHaveLength(1)
  expect(open([tab])).toBe(0)
})

test('what is said and edited in a room that one tab has open stands in the list of another, and is news there once', async () => {
  const { room, title } = await hike('elsewhere')
  const [reader, other] = (await tabsIn(title, 2)) as [Tab, Tab]
  await other.button('Back to chats').click()
  // Nobody looks there, so nothing is read.
  await reader.page.bringToFront()
  await reader.launcher.click()
  const news = await listenForNews(other.page)
  // Only what one tab tells the other can say it.
  const release = await holdLists(other.page)
  await world.say(room, 'junho', 'news')
  await other.row(title).getByText('Junho: news').waitFor()
  const [said] = await world.told(room, 'junho')
  const graphql = await world.site.graphql('junho', { name: 'Junho' })
  await graphql(
    'mutation ($room: ID!, $id: ID!) { editMessage(roomId: $room, id: $id, nonce: "news-edited", text: "better news") { __typename } }',
    { room, id: said?.id },
  )
  await other.row(title).getByText('Junho: better news').waitFor()
  release()
  await expect.poll(news, { timeout: PATIENCE }).toEqual(['elsewhere'])
  await world.say(room, 'junho', 'more')
  await expect.poll(news, { timeout: PATIENCE }).toEqual(['elsewhere', 'elsewhere'])
  await other.row(title).getByText('Junho: more').waitFor()
  expect(open([reader, other])).toBe(1)
})

test('the tab with the socket is closed in mid-talk: another takes over, and nothing is lost or doubled', async () => {
  const { room, title } = await hike('closed')
  const [leader, second, third] = (await tabsIn(title, 3)) as [Tab, Tab, Tab]
  await second.page.bringToFront()
  const words = Array.from({ length: 8 }, (_, at) => `word ${at}`)
  for (const word of words.slice(0, 4)) await second.say(word)
  const closing = leader.page.close()
  for (const word of words.slice(4)) await second.say(word)
  await closing
  await second.shows(words)
  await third.shows(words)
  await second.settled()
  expect(await stored(room)).toEqual(words)
  await world.say(room, 'junho', 'still here?')
  await second.message('still here?').waitFor()
  await third.message('still here?').waitFor()
  expect(open([second, third])).toBe(1)
})

test('the tab with the socket hangs: the others go on without it, and it follows when it wakes up', async () => {
  const { room, title } = await hike('hung')
  const [leader, second] = (await tabsIn(title, 2)) as [Tab, Tab]
  let woke = false
  const hanging = leader.page
    .evaluate(() => {
      const until = performance.now() + 12_000
      while (performance.now() < until);
    })
    .then(() => {
      woke = true
    })
  await second.say('does anybody hear me?')
  await expect.poll(() => stored(room), { timeout: PATIENCE }).toEqual(['does anybody hear me?'])
  expect(woke).toBe(false)
  await hanging
  await leader.shows(['does anybody hear me?'])
  await expect.poll(() => open([leader, second]), { timeout: PATIENCE }).toBe(1)
})

test('tabs of another member have a socket of their own', async () => {
  const { room, title } = await hike('two')
  const [minji] = (await tabsIn(title, 1)) as [Tab]
  const junho = watched(await minji.page.context().newPage())
  await junho.page.goto(world.page('junho'))
  await junho.enter(title)
  await junho.say('hello Minji')
  await minji.shows(['hello Minji'])
  expect([minji.sockets.size, junho.sockets.size]).toEqual([1, 1])
  expect(await stored(room)).toEqual(['hello Minji'])
})

test('who signs out in one tab is signed out in the others', async () => {
  const { title } = await hike('out')
  const [one, other] = (await tabsIn(title, 2)) as [Tab, Tab]
  const { tokens } = world.host
  world.host.tokens = () => null
  await one.page.evaluate(() => (window as unknown as { damso: { signOut(): void } }).damso.signOut())
  await other.log.waitFor({ state: 'detached' })
  await expect.poll(() => open([one, other]), { timeout: PATIENCE }).toBe(0)
  world.host.tokens = tokens
})
