import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { DamsoChat } from './damso-chat.ts'
import { Launcher } from './launcher.ts'
import type { ErrorDetail } from './report.ts'

const loadPanel = async () => ({ ...(await import('../panel.ts')), ...(await import('../frame/frame.ts')) })
const loadCard = () => import('../fault-card/fault-card.ts')
const token = (sub: string) => `e30.${btoa(JSON.stringify({ sub, aud: 'shop' }))}.x`

beforeAll(() => {
  // Nobody listens there: these tests are about what the element does in a page, and what it says of a server that is down.
  DamsoChat.origin = { server: 'http://127.0.0.1:9/', loadPanel, loadCard }
  customElements.define('damso-chat', DamsoChat)
})

let chat: DamsoChat
let errors: ErrorDetail[]

beforeEach(() => {
  errors = []
  chat = document.createElement('damso-chat')
  chat.setAttribute('site', 'shop')
  chat.setAttribute('lang', 'ko')
  chat.addEventListener('damso-error', (event) => {
    event.preventDefault()
    errors.push((event as CustomEvent<ErrorDetail>).detail)
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  chat.destroy()
  document.head.querySelector('#hostile')?.remove()
  document.body.replaceChildren()
})

const button = () => chat.shadowRoot?.querySelector('[part=launcher]') as HTMLButtonElement
const box = () => chat.shadowRoot?.querySelector('.box') as HTMLElement
const shownLauncher = () => expect.poll(() => button()?.hidden).toBe(false)

async function signIn(): Promise<void> {
  chat.tokenProvider = () => token('ann')
  document.body.append(chat)
  await shownLauncher()
}

test('signed out there is nothing: one token check, no launcher, no error', async () => {
  let asked = 0
  chat.tokenProvider = () => {
    asked++
    return null
  }
  document.body.append(chat)
  await expect.poll(() => asked).toBe(1)
  await new Promise((resolve) => requestIdleCallback(resolve))
  expect(button()).toBeNull()
  expect(errors).toEqual([])
})

test('the launcher stands where look.md says, with its badge', async () => {
  await signIn()
  const { right, bottom, width } = button().getBoundingClientRect()
  expect([innerWidth - right, innerHeight - bottom, width]).toEqual([20, 20, 52])
  const badge = button().querySelector('[part=badge]') as HTMLElement
  badge.textContent = '99+'
  const place = badge.getBoundingClientRect()
  const circle = button().getBoundingClientRect()
  expect(place.height).toBe(22)
  expect(Math.round(place.left + place.width / 2 - circle.left)).toBe(46)
  expect(Math.round(place.top + place.height / 2 - circle.top)).toBe(6)
})

test('the badge counts to 99 and is not there without anything unread or while open', () => {
  const launcher = new Launcher()
  const badge = (open: boolean, unread: number) => {
    launcher.update({ open, unread, label: '' })
    return launcher.element.textContent
  }
  expect([badge(false, 0), badge(false, 99), badge(false, 120), badge(true, 120)]).toEqual(['', '99', '99+', ''])
})

test('a server that cannot be reached is said once in the console, with what to do', async () => {
  chat = document.createElement('damso-chat')
  chat.setAttribute('site', 'shop')
  const line = vi.spyOn(console, 'error').mockImplementation(() => {})
  chat.addEventListener('damso-error', (event) => errors.push((event as CustomEvent<ErrorDetail>).detail))
  await signIn()
  await expect.poll(() => errors.map(({ code }) => code)).toContain('NETWORK')
  expect(line.mock.calls.filter(([text]) => String(text).startsWith('[damso] NETWORK'))).toHaveLength(1)
  line.mockRestore()
})

test('a token source that answers with something else is an error of its own', async () => {
  chat.tokenProvider = () => 'no token'
  document.body.append(chat)
  await expect.poll(() => errors.map(({ code }) => code)).toEqual(['TOKEN_SOURCE'])
})

test('opening and closing: events, box, focus goes back to what opened it', async () => {
  await signIn()
  const said: string[] = []
  for (const type of ['damso-open', 'damso-close']) chat.addEventListener(type, () => said.push(type))
  const opener = document.createElement('button')
  document.body.append(opener)
  opener.focus()
  await chat.show()
  expect(box().hidden).toBe(false)
  const panel = await vi.waitUntil(() => box().querySelector('damso-panel'))
  await expect.poll(() => panel.shadowRoot?.querySelector('[role=dialog]')?.getAttribute('aria-label')).toBe('대화')
  chat.close()
  expect(box().hidden).toBe(true)
  expect(document.activeElement).toBe(opener)
  expect(said).toEqual(['damso-open', 'damso-close'])
})

test('damso-open can be cancelled', async () => {
  await signIn()
  chat.addEventListener('damso-open', (event) => event.preventDefault())
  await chat.show()
  expect(chat.open).toBe(false)
})

test('what is typed in the panel stays there, and the page can tell that somebody types', async () => {
  await signIn()
  await chat.show()
  const panel = await vi.waitUntil(() => box().querySelector('damso-panel'))
  const field = document.createElement('textarea')
  panel.append(field)
  const slot = document.createElement('slot')
  panel.shadowRoot?.append(slot)
  const heard: string[] = []
  const types = ['keydown', 'input', 'paste', 'compositionend', 'focusin']
  for (const type of types) document.addEventListener(type, () => heard.push(type), { once: true })
  field.focus()
  for (const type of types) field.dispatchEvent(new Event(type, { bubbles: true, composed: true }))
  expect(heard).toEqual([])
  expect(chat.isContentEditable).toBe(true)
})

test('another token in the attribute, another member: the latest counts', async () => {
  chat.setAttribute('token', token('ann'))
  document.body.append(chat)
  await expect.poll(() => chat.member).toBe('ann')
  chat.setAttribute('token', token('ben'))
  await expect.poll(() => chat.member).toBe('ben')
  await chat.setMember(token('kim'))
  expect(chat.member).toBe('kim')
  chat.setAttribute('token', token('ann'))
  await expect.poll(() => chat.member).toBe('ann')
  await expect(chat.setMember('no token')).rejects.toThrow('JWT')
})

test('a second popup in one document gives way to the first', async () => {
  await signIn()
  const second = document.createElement('damso-chat')
  second.setAttribute('site', 'shop')
  second.tokenProvider = chat.tokenProvider
  document.body.append(second)
  expect([...document.querySelectorAll('damso-chat')]).toEqual([chat])
})

test('a hostile page changes neither place nor type', async () => {
  const style = document.createElement('style')
  style.id = 'hostile'
  style.textContent = `* { font: italic 40px serif !important; letter-spacing: 9px !important; position: relative !important; color: red !important }`
  document.head.append(style)
  await signIn()
  await chat.show()
  const panel = await vi.waitUntil(() => box().querySelector('damso-panel')?.shadowRoot?.querySelector('.panel'))
  const { fontSize, fontStyle, letterSpacing } = getComputedStyle(panel)
  expect([fontSize, fontStyle, letterSpacing]).toEqual(['15px', 'normal', 'normal'])
  expect(getComputedStyle(box()).position).toBe('fixed')
})

/** WCAG 2.2: black or white on a colour, from 1 to 21. */
function contrastOf(text: 'black' | 'white', channels: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = channels.map((channel) =>
    channel <= 10 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
  )
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return text === 'black' ? (luminance + 0.05) / 0.05 : 1.05 / (luminance + 0.05)
}

test('an accent brings its own readable text, whatever it is', async () => {
  chat.setAttribute('accent', '#ffe600')
  await signIn()
  expect(getComputedStyle(button()).backgroundColor).toBe('rgb(255, 230, 0)')
  expect(getComputedStyle(button()).color).toBe('color(srgb-linear 0 0 0)')
  // Colours around the luminance where black gives way to white, and the corners of the space.
  for (const accent of [
    [117, 117, 117],
    [118, 118, 118],
    [0, 135, 90],
    [255, 0, 0],
    [0, 0, 255],
    [230, 0, 126],
    [0, 0, 0],
    [255, 255, 255],
  ]) {
    chat.setAttribute('accent', `rgb(${accent.join(' ')})`)
    const { color } = getComputedStyle(button())
    expect(color).toMatch(/^color\(srgb-linear (0 0 0|1 1 1)\)$/)
    expect(contrastOf(color.includes('1 1 1') ? 'white' : 'black', accent), String(accent)).toBeGreaterThanOrEqual(4.5)
  }
})

test('destroy leaves nothing behind', async () => {
  await signIn()
  await chat.show()
  chat.destroy()
  expect(document.querySelector('damso-chat')).toBeNull()
})

test('a panel that does not come is said in its box, never an empty one', async () => {
  DamsoChat.origin.loadPanel = () => Promise.reject(new TypeError('blocked'))
  chat.tokenProvider = () => token('ann')
  chat.setAttribute('mode', 'inline')
  document.body.append(chat)
  await expect.poll(() => box().textContent).toBe('대화를 불러오지 못했어요')
  expect(errors.map(({ code }) => code)).toContain('LOAD')
  DamsoChat.origin.loadPanel = loadPanel
})

const label = () => button().getAttribute('aria-label')

test.each([
  ['ja', 'チャットを開く'],
  ['ar', 'فتح المحادثات'],
])('the launcher says in %s what the panel would', async (lang, said) => {
  chat.setAttribute('lang', lang)
  chat.setAttribute('live', '')
  await signIn()
  await chat.show()
  chat.close()
  await expect.poll(label).toBe(said)
  expect(button().lang).toBe(lang)
  chat.setAttribute('lang', 'ko')
  await expect.poll(label).toBe('대화 열기')
})

test("the owner's own words are on the launcher and in the panel, the page's and then the element's", async () => {
  DamsoChat.origin.strings = { ko: { openChat: '문의하기', chats: '문의' } }
  const block = document.createElement('script')
  Object.assign(block, { type: 'application/json', textContent: '{"chats": "?", "closeChat": "이제 그만"}' })
  block.dataset.damsoStrings = ''
  document.body.append(block)
  chat.setAttribute('live', '')
  await signIn()
  await chat.show()
  const title = () => box().querySelector('damso-panel')?.shadowRoot?.querySelector('[role=dialog]')?.ariaLabel
  await expect.poll(title).toBe('문의')
  await expect.poll(label).toBe('이제 그만')
  chat.close()
  expect(label()).toBe('문의하기')
  chat.strings = { openChat: '열어요' }
  await expect.poll(label).toBe('열어요')
  await expect.poll(title).toBe('?')
  DamsoChat.origin.strings = undefined
})
