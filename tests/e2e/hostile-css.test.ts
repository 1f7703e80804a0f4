import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Chat } from './chat.ts'
import { Pixels, type RoundedBox } from './pixels.ts'
import { World } from './world.ts'

let world: World
let pixels: Pixels
let clean: Record<string, Buffer>

beforeAll(async () => {
  world = await World.start({ minji: 'Minji', junho: 'Junho' })
  pixels = await Pixels.open(world.browser)
  const hiking = await world.room('hiking', { title: 'Saturday hike', members: ['minji', 'junho'] })
  const books = await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
  await world.say(books, 'junho', 'Chapter four for Tuesday')
  await world.say(hiking, 'junho', 'Is the path open?\nhttps://example.com/path')
  await world.say(hiking, 'minji', 'It is')
  // Read once, so that nothing changes from one visit to the next: the other room stays unread, for the badge.
  await pictures('')
  clean = await pictures('')
})
afterEach(() => world.leave())
afterAll(() => world.end())

const VIEWPORT = { width: 1024, height: 768 }
const PICTURES = 20
/** Inside the edges, whose pixels are mixed with what the page paints behind them. */
const PANEL: RoundedBox = { x: 1024 - 20 - 384 + 1, y: 768 - 84 - 640 + 1, width: 382, height: 638, radius: 18 }
const LAUNCHER: RoundedBox = { x: 1024 - 20 - 52 + 2, y: 768 - 20 - 52 + 2, width: 48, height: 48, radius: 24 }
const BADGE: RoundedBox = { x: 1024 - 20 - 52 + 46 - 9, y: 768 - 20 - 52 + 6 - 9, width: 18, height: 18, radius: 9 }
const boxes: Record<string, RoundedBox[]> = {
  launcher: [LAUNCHER, BADGE],
  list: [PANEL, LAUNCHER],
  room: [PANEL, LAUNCHER],
}

/** Launcher, list and room in a page with these rules. */
async function pictures(rules: string): Promise<Record<string, Buffer>> {
  const chat = await world.visit('minji', { head: `<style>${rules}</style>`, context: { viewport: VIEWPORT } })
  const take = async () => {
    await chat.page.mouse.move(1, 1)
    await chat.still()
    // Until two in a row are the same: nothing is on its way any more.
    let picture = await chat.page.screenshot()
    for (let again = 0; again < PICTURES; again += 1) {
      const next = await chat.page.screenshot()
      if (next.equals(picture)) break
      picture = next
    }
    return picture
  }
  await chat.badge.getByText('1', { exact: true }).waitFor()
  const launcher = await take()
  await chat.open()
  await chat.row('Book club').getByText('1', { exact: true }).waitFor()
  const list = await take()
  await chat.row('Saturday hike').click()
  await chat.arrive('Saturday hike')
  await chat.message('It is').waitFor()
  // Whether the panel was there before the field could take the focus.
  await chat.field.focus()
  const room = await take()
  await world.leave()
  return { launcher, list, room }
}

/** Rules that real sites have, and worse ones. */
const rules: Record<string, string | (() => Promise<string>)> = {
  "the demo's": () => readFile(new URL('../../../demo/public/hostile.css', import.meta.url), 'utf8'),
  'all: unset !important': '* { all: unset !important }',
  'everything important, by any name': `* { position: relative !important; display: block !important; float: left !important;
      margin: 9px !important; padding: 7px !important; border: 3px solid #d4327c !important; width: 50% !important; height: auto !important;
      color: #7a00c2 !important; background: #ffef5c !important; font: italic 700 22px/3 serif !important; letter-spacing: 4px !important;
      text-transform: uppercase !important; text-indent: 12px !important; text-shadow: 1px 1px red !important; cursor: wait !important;
      white-space: nowrap !important; transition: all 2s !important; box-sizing: content-box !important; max-width: 300px !important }
    button, input, textarea, a, svg, img, p, span, h2, header, nav, div, ul, li { all: revert; appearance: auto !important;
      min-width: 200px !important; fill: red !important; display: inline !important }
    [hidden] { display: block !important } [role], [part], [class] { outline: 4px solid red !important }
    html > *, body > * { opacity: 0.5 !important; filter: blur(2px) !important; transform: scale(0.9) !important; zoom: 1.1 }`,
  'a body that moves what is in it': `body { transform: translate(40px, 30px) rotate(2deg); filter: sepia(0.8); perspective: 400px;
      will-change: transform; contain: strict; overflow: hidden; height: 200px; opacity: 0.4; clip-path: inset(10px); zoom: 1.5;
      display: grid; grid-template-columns: repeat(3, 1fr); gap: 40px; mix-blend-mode: multiply }
    body > * { position: relative; transform: translateZ(0) scale(0.9); filter: blur(2px); float: right }`,
  'huge letters, from the right to the left, and all else that is inherited': `html, :root { font-size: 40px; line-height: 3; letter-spacing: 6px;
      word-spacing: 20px; font-weight: 900; visibility: hidden; pointer-events: none; user-select: none; color: red; quotes: none; tab-size: 20;
      hyphens: auto; word-break: break-all; line-break: anywhere; -webkit-text-stroke: 1px red; font-feature-settings: "smcp";
      font-variant: small-caps; caret-color: red; accent-color: red; text-rendering: geometricPrecision; list-style: square }
    html, body, * { direction: rtl; unicode-bidi: bidi-override; writing-mode: vertical-rl; text-orientation: upright }`,
}

test.each(Object.keys(rules))('launcher, list and room are the same pixels as in a clean page: %s', async (name) => {
  const given = rules[name]
  const hostile = await pictures(typeof given === 'function' ? await given() : (given ?? ''))
  for (const [scene, picture] of Object.entries(hostile)) {
    const difference = await pixels.differ(clean[scene] as Buffer, picture, boxes[scene] ?? [])
    expect({ scene, difference }).toEqual({ scene, difference: null })
  }
})

/** A page whose layout notices everything that is put into its body. */
const FRAGILE = `<style>
  body { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 24px; counter-reset: part; font-size: 17px }
  body > * { flex: 1; counter-increment: part; position: relative }
  body > *::before { content: counter(part) ' of them' }
  body > :last-child, body > :only-child { background: gold; order: -1 }
  body > :nth-last-child(2)::after { content: 'the last but one' }
  body:has(> :nth-child(9)) h1 { color: red }
    button { letter-spacing: 1px } input { caret-color: red } dialog::backdrop { background: red }
</style>`
const CONTENT = `<header>Shop</header><main><h1>Boots</h1><p>For <em>snow</em>.</p><ul><li>Size</li><li>Colour</li></ul></main>
  <form><input name="q"><select><option>a</option></select><button>Find</button></form><table><tr><td>1</td></tr></table>
  <dialog>Hidden</dialog><footer><a href="#top">Up</a></footer>`

/**
 * Everything that is computed for every element of the host, and where each stands.
 * @returns what has changed since the first time
 */
const changes = (page: Page) =>
  page.evaluate(() => {
    const now = new Map<string, string>()
    const elements = [...document.querySelectorAll('*')].filter((element) => !element.closest('damso-chat, script'))
    for (const [at, element] of elements.entries()) {
      const name = `${at} ${element.localName}`
      const { x, y, width, height } = element.getBoundingClientRect()
      now.set(
        name,
        [x, y, width, height, ...[...element.attributes].map(({ name, value }) => `${name}=${value}`)].join(),
      )
      for (const pseudo of ['', '::before', '::after']) {
        const style = getComputedStyle(element, pseudo)
        if (pseudo !== '' && style.content === 'none') continue
        for (const property of style) now.set(`${name}${pseudo} ${property}`, style.getPropertyValue(property))
      }
    }
    const { scrollWidth, scrollHeight } = document.documentElement
    now.set('page', [scrollX, scrollY, scrollWidth, scrollHeight, history.length, document.title].join())
    now.set('sheets', [document.styleSheets.length, document.adoptedStyleSheets.length].join())
    const before = (Reflect.get(window, 'computed') ?? now) as typeof now
    Reflect.set(window, 'computed', before)
    return {
      properties: now.size,
      changed: [...new Set([...before.keys(), ...now.keys()])]
        .filter((key) => before.get(key) !== now.get(key))
        .map((key) => `${key}: ${before.get(key)} → ${now.get(key)}`),
    }
  })

test("not one computed style of the host's elements changes: with the launcher, the list, a room, and after destroy()", async () => {
  const { page } = await world.visit('minji', { head: FRAGILE, body: CONTENT, tag: '' })
  const { properties } = await changes(page)
  expect(properties).toBeGreaterThan(5_000)
  const unchanged = async () => expect(await changes(page)).toEqual({ properties, changed: [] })
  const chat = await put(page)
  await chat.launcher.waitFor()
  await unchanged()
  await chat.open()
  await chat.row('Saturday hike').waitFor()
  await unchanged()
  await chat.row('Saturday hike').click()
  await chat.arrive('Saturday hike')
  await chat.header.getByRole('button', { name: 'Saturday hike' }).click()
  await chat.panel.getByRole('heading', { name: 'Room details' }).waitFor()
  await unchanged()
  await page.evaluate(() => Reflect.get(window, 'damso').destroy())
  await chat.panel.waitFor({ state: 'detached' })
  await unchanged()
})

/** The tag comes when everything else is there, as tag managers do it. */
async function put(page: Page): Promise<Chat> {
  await page.evaluate(
    ({ src, site }) => {
      const script = document.createElement('script')
      script.src = src
      Object.assign(script.dataset, { site, tokenUrl: '/damso/token?member=minji' })
      document.head.append(script)
    },
    { src: `${world.server.http}/damso.js`, site: world.site.id },
  )
  return new Chat(page)
}
