import type { CDPSession, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  const hiking = await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho'] })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
  for (let at = 0; at < 10; at++) await world.say(hiking, 'junho', `message ${at}`)
})
afterEach(() => world.leave())
afterAll(() => world.end())

/** Counts what waits, before any script of ours runs. */
const head = `<script>
  window.timers = new Set()
  for (const [set, clear] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
    const [start, stop] = [window[set], window[clear]]
    window[set] = (act, ...rest) => {
      const id = start((...given) => {
        if (set === 'setTimeout') timers.delete(id)
        act(...given)
      }, ...rest)
      timers.add(id)
      return id
    }
    window[clear] = (id) => {
      timers.delete(id)
      stop(id)
    }
  }
</script>`

/** Keeps the prototypes of everything that a chat in this page is made of, under its name; nothing of the chat itself. */
const keepPrototypes = (page: Page) =>
  page.evaluate(() => {
    const panel = document.querySelector('damso-chat')?.shadowRoot?.querySelector('damso-panel') as unknown as {
      client: { session: object; chat: { value: Record<string, { state?: object }> } }
      visit: { room: { timeline: object; signals: object } }
    }
    const { session, chat } = panel.client
    const { connection, rooms, unsent, drafts } = chat.value
    const { room } = panel.visit
    const { timeline, signals } = room
    const within = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])])
    const elements = within(document).filter(({ localName }) => customElements.get(localName))
    const kept = { session, store: chat, connection, rooms, unsent, drafts, timeline, signals, visit: panel.visit }
    Reflect.set(
      window,
      'prototypes',
      Object.fromEntries([
        ...elements.map((one) => [one.localName, Object.getPrototypeOf(one)]),
        ...Object.entries(kept).map(([name, one]) => [name, Object.getPrototypeOf(one)]),
        ['WebSocket', WebSocket.prototype],
        ['BroadcastChannel', BroadcastChannel.prototype],
        ['ShadowRoot', ShadowRoot.prototype],
        ['ResizeObserver', ResizeObserver.prototype],
      ]),
    )
    return Object.keys(Reflect.get(window, 'prototypes'))
  })

/** How many of each are still in the heap after a full collection. */
async function held(chromium: CDPSession, names: readonly string[]): Promise<Record<string, number>> {
  await chromium.send('HeapProfiler.collectGarbage')
  const counts: [string, number][] = []
  for (const name of names) {
    const { result } = await chromium.send('Runtime.evaluate', { expression: `prototypes[${JSON.stringify(name)}]` })
    const { objects } = await chromium.send('Runtime.queryObjects', { prototypeObjectId: result.objectId as string })
    const { result: length } = await chromium.send('Runtime.callFunctionOn', {
      objectId: objects.objectId as string,
      functionDeclaration: 'function () { return this.length }',
    })
    counts.push([name, length.value])
    await chromium.send('Runtime.releaseObject', { objectId: objects.objectId as string })
  }
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

/** One life of the widget in a page: loaded, opened, led about, and destroyed. */
async function live(page: Page, times: number): Promise<string[]> {
  await page.evaluate(async (times) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const { tag } = window as unknown as { tag: HTMLScriptElement }
    const script = document.createElement('script')
    for (const { name, value } of tag.attributes) script.setAttribute(name, value)
    await new Promise((resolve) => {
      script.onload = resolve
      document.head.append(script)
    })
    script.remove()
    await window.damso.ready
    for (let at = 0; at < times; at++) {
      await window.damso.openRoom({ key: at % 2 ? 'books' : 'hiking' })
      const next = document.createElement('body')
      next.append(`route ${at}`)
      document.body.replaceWith(next)
      await frame()
      const inline = document.createElement('damso-chat')
      const popup = document.querySelector('damso-chat')
      for (const name of ['site', 'token-url']) inline.setAttribute(name, popup?.getAttribute(name) ?? '')
      inline.setAttribute('mode', 'inline')
      inline.setAttribute('room', 'hiking')
      document.body.append(inline)
      await frame()
      window.damso.close()
      inline.remove()
    }
    await window.damso.openRoom({ key: 'hiking' })
  }, times)
  await page.locator('damso-timeline [aria-busy=false]').waitFor()
  return await keepPrototypes(page)
}

test('fifty routes, rooms and openings leave nothing in memory after destroy', async () => {
  const chat = await world.visit('minji', { head, tag: '' })
  const { page } = chat
  await page.evaluate(
    ([src, site]) => {
      const tag = document.createElement('script')
      Object.assign(tag, { src })
      tag.dataset.site = site
      tag.dataset.tokenUrl = '/damso/token?member=minji'
      Reflect.set(window, 'tag', tag)
    },
    [`${world.server.http}/damso.js`, world.site.id] as const,
  )
  const chromium = await page.context().newCDPSession(page)
  const settled = async (names: readonly string[]) => {
    await page.evaluate(() => window.damso.destroy())
    await page.waitForFunction(() => (window as unknown as { timers: Set<unknown> }).timers.size === 0)
    await expect.poll(() => held(chromium, names), { timeout: PATIENCE }).toEqual({})
    return await chromium.send('Memory.getDOMCounters')
  }
  const few = await settled(await live(page, 2))
  const names = await live(page, 50)
  // The chats that were taken away are let go five seconds later, while the popup lives on with the same session.
  const stands = ['damso-chat', 'damso-panel', 'damso-room', 'damso-timeline', 'timeline', 'connection']
  const one = Object.fromEntries(stands.map((name) => [name, 1]))
  await expect.poll(() => held(chromium, stands), { timeout: PATIENCE }).toEqual(one)
  const many = await settled(names)
  expect(many.jsEventListeners).toBeLessThanOrEqual(few.jsEventListeners)
  // Lit keeps each template that was once shown, and not all are shown in two routes: a skeleton is, where a frame comes before
  // the messages. What stays of every route is more than this.
  expect(many.nodes).toBeLessThan(few.nodes + 48)
})
