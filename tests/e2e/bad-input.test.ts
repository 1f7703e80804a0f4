import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PATIENCE } from './browser.ts'
import type { Chat } from './chat.ts'
import { damsoLines, World } from './world.ts'

/** Names that hide something, or that want to turn what stands around them; the server refuses the worse ones. */
const names = {
  minji: 'Minji',
  junho: 'Jun\u200bho\u3164',
  noor: '\u200f\u0646\u0648\u0631 \u200e(admin)\u061c',
  long: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2),
}

let world: World
let tricks: string

beforeAll(async () => {
  world = await World.start(names)
  tricks = await world.room('tricks', {
    title: 'Tr\u200cicks\u00ad \u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
    members: ['minji', 'junho', 'noor', 'long'],
  })
  await world.room('books', { title: 'Book club', members: ['minji', 'junho'] })
})
afterEach(() => world.leave())
afterAll(() => world.end())

/** Everything that is drawn or read out, in all shadow roots, and what of it stands over an edge of the panel. */
async function inspect(chat: Chat) {
  // A screen that slides in stands over the edge until it is there.
  await chat.still()
  return chat.panel.evaluate((panel) => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot ? all(element.shadowRoot) : []),
      ])
    const { left, right } = panel.getBoundingClientRect()
    const shown = all(panel.shadowRoot as ShadowRoot).filter((element) =>
      element.checkVisibility({ visibilityProperty: true }),
    )
    const own = (element: Element) =>
      [...element.childNodes].map((node) => (node instanceof Text ? node.data : '')).join('')
    return {
      texts: shown.flatMap((element) => [
        own(element),
        element.getAttribute('aria-label') ?? '',
        element.getAttribute('title') ?? '',
      ]),
      over: shown
        .filter((element) => {
          const box = element.getBoundingClientRect()
          return (
            !element.matches('.quiet, .tools, .tools *') &&
            box.width > 0 &&
            (box.left < left - 4 || box.right > right + 4) &&
            !element.closest('.preview, .name, h2')
          )
        })
        .map((element) => `${element.localName}.${element.className}`),
      sideways: shown
        .filter(
          (element) =>
            ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) &&
            element.scrollWidth > element.clientWidth + 1,
        )
        .map((element) => `${element.localName}.${element.className}`),
    }
  })
}

/** What cannot be seen, but for joiners and selectors of emoji. */
const HIDDEN = /(?<!\p{Extended_Pictographic}\ufe0f?)\u200d|[\u200b\u200c\u200e\u200f\u00ad\u061c\u202a-\u202e\u3164]/u

test('names and titles that hide or turn something are shown, and read out, without it', async () => {
  await world.say(tricks, 'junho', 'plain words')
  await world.say(tricks, 'noor', '\u202dgpj.\u202etxt.exe \u05d0\u05d1')
  await world.say(tricks, 'long', 'a')
  const chat = await world.visit('minji')
  await chat.open()
  await chat.row('Tricks \u{1f468}\u200d\u{1f469}\u200d\u{1f467}').waitFor()
  const check = async () => {
    const { texts, over, sideways } = await inspect(chat)
    expect(texts.filter((text) => HIDDEN.test(text))).toEqual([])
    expect({ over, sideways }).toEqual({ over: [], sideways: [] })
  }
  await check()
  await chat
    .row('Tricks')
    .or(chat.list.getByRole('button', { name: 'Tricks' }))
    .first()
    .click()
  await chat.message('plain words').waitFor()
  await check()
  await chat.message('plain words').hover()
  await chat.message('plain words').getByRole('button', { name: 'Reply' }).click()
  await chat.panel.getByText('Replying to Junho').waitFor()
  await check()
  await chat.field.pressSequentially('@')
  await chat.panel.getByRole('option', { name: 'Junho' }).waitFor()
  await check()
  await chat.header.getByRole('button', { name: 'Tricks' }).click()
  await chat.panel.getByRole('listitem').filter({ hasText: 'Junho' }).waitFor()
  await check()
})

test('a word of thousands of letters, five hundred emoji and a hundred lines stay within the panel', async () => {
  const room = await world.room('large', { title: 'Large', members: ['minji', 'junho'] })
  await world.say(room, 'junho', 'w'.repeat(8_192))
  await world.say(room, 'junho', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'.repeat(300))
  await world.say(room, 'junho', '🎉'.repeat(500))
  await world.say(room, 'junho', `\`\`\`\n${'code '.repeat(400)}\n\`\`\``)
  await world.say(room, 'junho', Array.from({ length: 100 }, (_, at) => `line ${at}`).join('\n'))
  await world.say(room, 'junho', `https://example.com/${'path/'.repeat(300)}`)
  const chat = await world.visit('minji')
  await chat.enter('Large')
  await chat.message('example.com').waitFor()
  const { over, sideways } = await inspect(chat)
  // Code alone scrolls, within itself.
  expect({
    over: over.filter((name) => !name.startsWith('code')),
    sideways: sideways.filter((name) => !name.startsWith('pre')),
  }).toEqual({ over: [], sideways: [] })
  for (const text of ['wwww', '🎉🎉']) {
    const { height = 0 } = (await chat.message(text).boundingBox()) ?? {}
    expect(height).toBeLessThan(400)
  }
})

test('what is too long to send is said while it is written, stays, and is sent once it is shorter', async () => {
  const chat = await world.visit('minji')
  await chat.enter('Book club')
  await chat.write('x'.repeat(10_000))
  await chat.panel.getByText('This message is too long').waitFor()
  await chat.field.press('Enter')
  expect(await chat.field.inputValue()).toBe('x'.repeat(10_000))
  expect(await chat.texts()).toEqual([])
  const { over, sideways } = await inspect(chat)
  expect({ over, sideways }).toEqual({ over: [], sideways: [] })
  await chat.write('x'.repeat(100))
  await chat.field.press('Enter')
  await chat.message('xxxx').waitFor()
  await chat.settled()
})

test('pictures that are absent, broken, blocked or never come leave initials, and say nothing', async () => {
  const pictures = {
    gone: `${world.host.origin}/absent.png`,
    page: world.host.show('/not-a-picture', { html: '<p>no picture</p>' }),
    nowhere: 'http://127.0.0.1:9/never.png',
    policy: 'https://pictures.example.com/blocked.png',
  }
  await world.site.backend('mutation ($members: [MemberInput!]!) { upsertMembers(members: $members) { __typename } }', {
    members: Object.entries(pictures).map(([id, picture]) => ({ id, name: `${id} face`, picture })),
  })
  const room = await world.room('faces', { title: 'Faces', members: ['minji', ...Object.keys(pictures)] })
  for (const id of Object.keys(pictures)) await world.say(room, id, `I am ${id}`)
  const chat = await world.visit('minji', { headers: { 'content-security-policy': `img-src 'self' http:` } })
  const lines = damsoLines(chat.page)
  await chat.enter('Faces')
  await chat.message('I am policy').waitFor()
  const faces = chat.log.locator('damso-avatar .face')
  await expect
    .poll(() => faces.evaluateAll((all) => all.map((face) => face.textContent?.trim())), { timeout: PATIENCE })
    .toEqual(['G', 'P', 'N', 'P'])
  expect(lines).toEqual([])
})

test('storage that is blocked loses nothing that is typed, and says nothing of it', async () => {
  const head = `<script>for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError') } })</script>`
  const chat = await world.visit('minji', { head })
  const faults: string[] = []
  chat.page.on('pageerror', (error) => faults.push(String(error)))
  const lines = damsoLines(chat.page)
  await chat.enter('Book club')
  await chat.write('begun here')
  await chat.button('Back to chats').click()
  await chat.list.getByRole('button', { name: 'Tricks' }).click()
  await chat.field.waitFor()
  await chat.button('Back to chats').click()
  await chat.row('Book club').click()
  await chat.arrive('Book club')
  await expect.poll(() => chat.field.inputValue(), { timeout: PATIENCE }).toBe('begun here')
  await chat.field.press('Enter')
  const reader = await world.visit('junho')
  await reader.enter('Book club')
  await reader.message('begun here').waitFor()
  expect([faults, lines]).toEqual([[], []])
})

test.each([
  ['ahead', 1],
  ['behind', -1],
])('a clock that is a day %s: messages come and go in one order, nothing waits or is refused', async (way, days) => {
  const title = `Clock ${way}`
  const room = await world.room(title.replace(' ', '-'), { title, members: ['minji', 'junho'] })
  const head = `<script>{
    const Real = Date, shift = ${days} * 86_400_000
    Date = class extends Real {
      constructor(...given) { given.length ? super(...given) : super(Real.now() + shift) }
      static now() { return Real.now() + shift }
    }
  }</script>`
  const [wrong, right] = [await world.visit('minji', { head }), await world.visit('junho')]
  const lines = damsoLines(wrong.page)
  await Promise.all([wrong.enter(title), right.enter(title)])
  await right.say('one')
  await wrong.message('one').waitFor()
  await wrong.say('two')
  await right.message('two').waitFor()
  await right.say('three')
  for (const chat of [wrong, right]) await chat.shows(['one', 'two', 'three'])
  await wrong.settled()
  expect(await wrong.log.getByRole('img', { name: 'Sending' }).count()).toBe(0)
  expect((await world.told(room, 'junho')).map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  expect(lines).toEqual([])
})
