import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import type { Chat } from './chat.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho', haeun: 'Haeun' })
  await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho', 'haeun'] })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
})
afterEach(() => world.leave())
afterAll(() => world.end())

/** The host's own remote control, as its scripts see it. */
interface Damso {
  ready: Promise<void>
  unread: number
  connection: string
  member: string | null
  open(): Promise<boolean>
  close(): void
  toggle(): Promise<boolean>
  openRoom(room: object, options?: object): Promise<boolean>
  setMember(source: string | null): Promise<void>
  signOut(): void
  consent(): void
  on(type: string, listener: (event: CustomEvent) => void): () => void
  destroy(): void
}
declare global {
  interface Window {
    damso: Damso
    said: unknown[]
  }
}

const loaded = (page: Page) => page.waitForFunction(() => 'ready' in (window.damso ?? {}))
const openRoom = (chat: Chat, room: object, options?: object) =>
  chat.page.evaluate(([room, options]) => window.damso.openRoom(room as object, options as object), [room, options])

/** Everything that the page hears, by name and detail. */
const listen = (chat: Chat) =>
  chat.page.evaluate(() => {
    window.said = []
    for (const type of ['open', 'close', 'room', 'send', 'message', 'unread', 'connection'])
      window.damso.on(`damso-${type}`, ({ detail }) => window.said.push([type, detail]))
  })
const said = (chat: Chat, type: string) =>
  chat.page.evaluate((type) => window.said.filter((one) => (one as string[])[0] === type), type)

/** Sockets of the widget that are open now, and how many there were. */
async function watchSockets(page: Page): Promise<{ open: number; made: number }> {
  const sockets = { open: 0, made: 0 }
  page.on('websocket', (socket) => {
    sockets.made++
    sockets.open++
    socket.on('close', () => sockets.open--)
  })
  return sockets
}

test('calls made before the script has loaded are done when it has, by name or with their promise', async () => {
  const body = `<script>
    window.said = []
    window.damso = [['openRoom', {key: 'books', draft: 'Which one is next?'}],
      (damso) => damso.ready.then(() => said.push(['ready', damso.member]))]
  </script>`
  const chat = await world.visit('minji', { body })
  await chat.arrive('Book club')
  await expect.poll(() => chat.field.inputValue(), { timeout: PATIENCE }).toBe('Which one is next?')
  await expect.poll(() => said(chat, 'ready'), { timeout: PATIENCE }).toEqual([['ready', 'minji']])
})

test('rooms open by key, by id, and as the direct room with a member; what is not there says so', async () => {
  const chat = await world.visit('minji')
  await loaded(chat.page)
  expect(await openRoom(chat, { key: 'books' }, { draft: 'Page 12' })).toBe(true)
  await chat.arrive('Book club')
  await expect.poll(() => chat.field.inputValue(), { timeout: PATIENCE }).toBe('Page 12')
  await chat.write('Page 13')
  expect(await openRoom(chat, { key: 'books', draft: 'Page 14' })).toBe(true)
  expect(await chat.field.inputValue()).toBe('Page 13')
  expect(await openRoom(chat, { member: 'junho' })).toBe(true)
  await chat.arrive('Junho')
  expect(await openRoom(chat, { key: 'nowhere' })).toBe(false)
  await chat.panel.locator('damso-room .empty strong').waitFor()
  expect(await chat.page.evaluate(() => window.damso.toggle())).toBe(false)
  expect(await chat.page.evaluate(() => window.damso.toggle())).toBe(true)
})

test('the page hears what happens, and may say no', async () => {
  const [chat, junho] = [await world.visit('minji'), await world.visit('junho')]
  await loaded(chat.page)
  await listen(chat)
  await chat.enter('Saturday hike')
  await junho.enter('Saturday hike')
  await junho.say('Secret words')
  await chat.message('Secret words').waitFor()
  const [heard] = (await said(chat, 'message')) as [string, { room: object; sender: object }][]
  expect(heard?.[1]).toMatchObject({ room: { key: 'hiking' }, sender: { id: 'junho', name: 'Junho' } })
  expect(JSON.stringify(heard)).not.toContain('Secret')
  expect(await said(chat, 'room')).toEqual([['room', { room: { id: expect.any(String), key: 'hiking' } }]])
  expect((await said(chat, 'connection')).at(-1)).toEqual(['connection', { state: 'connected' }])
  expect(await chat.page.evaluate(() => window.damso.connection)).toBe('connected')

  const stop = await chat.page.evaluateHandle(() => {
    const stops = ['damso-send', 'damso-room'].map((type) => window.damso.on(type, (event) => event.preventDefault()))
    return () => {
      for (const stop of stops) stop()
    }
  })
  await chat.say('not like this')
  expect(await chat.field.inputValue()).toBe('not like this')
  expect(await openRoom(chat, { key: 'books' })).toBe(false)
  await chat.arrive('Saturday hike')
  await stop.evaluate((end) => end())
  await chat.field.press('Enter')
  await junho.message('not like this').waitFor()
  expect(await said(chat, 'send')).toHaveLength(2)
  expect(await openRoom(chat, { key: 'books' })).toBe(true)
})

test("the page's own buttons and links open rooms, those that came later too, by keyboard too", async () => {
  const body = '<a id="order" href="/elsewhere" data-damso-room="books" data-damso-draft="About the order">Ask</a>'
  const chat = await world.visit('minji', { body })
  const { page } = chat
  await loaded(page)
  await page.locator('#order').focus()
  await page.keyboard.press('Enter')
  await chat.arrive('Book club')
  await expect.poll(() => chat.field.inputValue(), { timeout: PATIENCE }).toBe('About the order')
  await page.waitForFunction(() => {
    const deep = (root: DocumentOrShadowRoot): string | undefined => {
      const { activeElement } = root
      return activeElement?.shadowRoot ? deep(activeElement.shadowRoot) : activeElement?.localName
    }
    return deep(document) === 'textarea'
  })
  await page.evaluate(() => {
    const button = document.createElement('button')
    button.dataset.damsoMember = 'junho'
    button.append(Object.assign(document.createElement('b'), { id: 'junho', textContent: 'Write to Junho' }))
    document.body.prepend(button)
  })
  await page.locator('#junho').click({ modifiers: ['Shift'] })
  await chat.arrive('Book club')
  await page.locator('#junho').click()
  await chat.arrive('Junho')
  await page.evaluate(() => {
    window.damso.destroy()
    document.querySelector('#order')?.addEventListener('click', (event) => {
      document.title = String(event.defaultPrevented)
      event.preventDefault()
    })
  })
  await page.locator('#order').click()
  expect(await page.title()).toBe('false')
})

test('another member is a full switch, nobody is none', async () => {
  const chat = await world.visit('minji')
  const { page } = chat
  await loaded(page)
  await chat.enter('Book club')
  await chat.write('only mine')
  const token = await world.site.token('haeun', { name: 'Haeun' })
  await page.evaluate((token) => window.damso.setMember(token), token)
  await chat.arrive('Saturday hike')
  expect(await chat.field.inputValue()).toBe('')
  expect(await page.evaluate(() => window.damso.member)).toBe('haeun')
  expect(await openRoom(chat, { key: 'books' })).toBe(false)
  await page.evaluate(() => window.damso.setMember(null))
  await chat.launcher.waitFor({ state: 'hidden' })
  expect(await page.evaluate(() => [window.damso.member, window.damso.unread, window.damso.connection])).toEqual([
    null,
    0,
    'off',
  ])
})

test('a navigation brings back what stood open, for the same member alone', async () => {
  const chat = await world.visit('minji')
  const { page } = chat
  await chat.enter('Book club')
  await chat.write('half a sentence')
  await page.goto(world.page('minji'))
  await chat.arrive('Book club')
  await expect.poll(() => chat.field.inputValue(), { timeout: PATIENCE }).toBe('half a sentence')
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')

  await page.goto(world.page('junho'))
  await chat.launcher.waitFor()
  await page.evaluate(() => window.damso.ready)
  expect(await chat.panel.count()).toBe(0)
  await chat.enter('Book club')
  expect(await chat.field.inputValue()).toBe('')

  await page.goto(world.page('minji'))
  await chat.arrive('Book club')
  await chat.launcher.click()
  await page.goto(world.page('minji'))
  await page.evaluate(() => window.damso.ready)
  expect(await chat.panel.count()).toBe(0)
})

test('storage="none" stores nothing before consent, and loses nothing by it', async () => {
  const chat = await world.visit('minji', { data: { storage: 'none' } })
  const { page } = chat
  await chat.enter('Saturday hike')
  await chat.write('kept in the page')
  const stored = () => page.evaluate(() => Object.keys(localStorage).length + Object.keys(sessionStorage).length)
  expect(await stored()).toBe(0)
  await page.evaluate(() => window.damso.consent())
  expect(await stored()).toBe(2)
  await page.goto(world.page('minji'))
  await chat.arrive('Saturday hike')
  await expect.poll(() => chat.field.inputValue(), { timeout: PATIENCE }).toBe('kept in the page')
})

test('storage that throws loses nothing that is typed', async () => {
  const head = `<script>Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }</script>`
  const chat = await world.visit('minji', { head })
  await chat.enter('Saturday hike')
  await chat.write('typed')
  await openRoom(chat, { key: 'books' })
  await openRoom(chat, { key: 'hiking' })
  await chat.arrive('Saturday hike')
  await expect.poll(() => chat.field.inputValue(), { timeout: PATIENCE }).toBe('typed')
  await chat.field.press('Enter')
  await chat.message('typed').waitFor()
})

test('fifty swaps of the body leave one popup, one session and one socket', async () => {
  const chat = await world.visit('minji')
  const { page } = chat
  const sockets = await watchSockets(page)
  await chat.enter('Saturday hike')
  await chat.write('still here')
  world.host.tokenRequests.length = 0
  await page.evaluate(async () => {
    const cached = document.body.cloneNode(true)
    for (let at = 0; at < 50; at += 1) {
      const next = at % 2 ? (cached.cloneNode(true) as HTMLElement) : document.createElement('body')
      next.append(`route ${at}`)
      document.body.replaceWith(next)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })
  expect(await page.locator('damso-chat').count()).toBe(1)
  expect(await page.locator('damso-panel').count()).toBe(1)
  await chat.arrive('Saturday hike')
  expect(await chat.field.inputValue()).toBe('still here')
  expect(sockets).toEqual({ open: 1, made: 1 })
  expect(world.host.tokenRequests).toEqual([])
  await chat.field.press('Enter')
  await chat.message('still here').waitFor()
  await chat.settled()
})

test('inline chats that routes put up and take away share one session and one socket', async () => {
  const chat = await world.visit('minji', { data: { live: '' } })
  const { page } = chat
  const sockets = await watchSockets(page)
  await page.reload()
  await loaded(page)
  await expect.poll(() => page.evaluate(() => window.damso.connection), { timeout: PATIENCE }).toBe('connected')
  await page.evaluate(async () => {
    const popup = document.querySelector('damso-chat')
    for (let at = 0; at < 50; at += 1) {
      document.querySelector('[mode=inline]')?.remove()
      const inline = document.createElement('damso-chat')
      for (const name of ['site', 'token-url']) inline.setAttribute(name, popup?.getAttribute(name) ?? '')
      inline.setAttribute('mode', 'inline')
      inline.setAttribute('room', 'books')
      document.body.append(inline)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })
  await chat.arrive('Book club')
  await chat.say('from the last one')
  await chat.message('from the last one').waitFor()
  expect(sockets).toEqual({ open: 1, made: 1 })
})

test('destroy leaves no node, socket or call of its own', async () => {
  const chat = await world.visit('minji')
  const sockets = await watchSockets(chat.page)
  await chat.enter('Saturday hike')
  await chat.page.evaluate(() => window.damso.destroy())
  await expect.poll(() => sockets.open, { timeout: PATIENCE }).toBe(0)
  expect(await chat.page.locator('damso-chat, damso-panel').count()).toBe(0)
  expect(await chat.page.evaluate(() => 'damso' in window && window.damso)).toBe(undefined)
  const asked: string[] = []
  chat.page.on('request', (request) => asked.push(request.url()))
  await chat.page.evaluate(() => {
    dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('visibilitychange'))
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    document.body.replaceWith(document.createElement('body'))
    return new Promise((resolve) => requestIdleCallback(resolve))
  })
  expect(asked).toEqual([])
  expect(await chat.page.locator('damso-chat').count()).toBe(0)
})

test('a room of which nobody can say whether it is there says so, and opens when it is asked for again', async () => {
  const chat = await world.visit('minji')
  await loaded(chat.page)
  await chat.enter('Book club')
  await chat.page.route('**/graphql', (route) => route.abort())
  expect(await openRoom(chat, { key: 'hiking' }, { draft: 'On my way' })).toBe(false)
  await chat.panel.getByText('The chat could not be loaded').waitFor()
  expect(await chat.field.count()).toBe(0)
  await chat.page.unroute('**/graphql')
  await chat.button('Try again').click()
  await chat.arrive('Saturday hike')
  await expect.poll(() => chat.field.inputValue(), { timeout: PATIENCE }).toBe('On my way')
})
