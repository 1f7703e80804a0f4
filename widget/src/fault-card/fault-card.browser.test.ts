import axe from 'axe-core'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { DamsoChat } from '../loader/damso-chat.ts'

const loadPanel = () => Promise.reject(new TypeError('no panel here'))
const loadCard = () => import('./fault-card.ts')

beforeAll(() => {
  // Nobody listens there. The page of these tests stands on localhost, as its developer's does.
  DamsoChat.origin = { server: 'http://127.0.0.1:9/', loadPanel, loadCard }
  customElements.define('damso-chat', DamsoChat)
})

let chat: DamsoChat

afterEach(() => {
  vi.restoreAllMocks()
  chat.destroy()
  document.body.replaceChildren()
})

/** A chat that raises a fault at once. */
async function fail(attributes: Record<string, string> = {}, token = 'no token'): Promise<void> {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  chat = document.createElement('damso-chat')
  for (const [name, value] of Object.entries({ site: 'club', lang: 'en', ...attributes }))
    chat.setAttribute(name, value)
  chat.tokenProvider = () => token
  const failed = new Promise((resolve) => chat.addEventListener('damso-error', resolve, { once: true }))
  document.body.append(chat)
  await failed
}
const card = () => chat.shadowRoot?.querySelector('[data-place]')?.shadowRoot?.querySelector('section') ?? undefined

test.each(['light', 'dark'])(
  'a card says to the developer how to mend it, and axe has nothing to say: %s',
  async (theme) => {
    await fail({ theme })
    await expect.poll(() => card()?.querySelector('[role=alert]')?.textContent).toContain('TOKEN_SOURCE')
    const shown = card() as HTMLElement
    // The message tells which cause it is: that one alone is shown.
    expect([...shown.querySelectorAll('pre')].map(({ textContent }) => textContent)).toEqual([
      'npm run --silent damso -- token --site club --member 42 --name Ann',
    ])
    expect(shown.querySelector('a')?.href).toBe(
      `http://127.0.0.1:9/check?site=club&origin=${encodeURIComponent(location.origin)}#TOKEN_SOURCE`,
    )
    const { violations } = await axe.run(chat, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.failureSummary}`)).toEqual([])
  },
)

test('the card is left by Escape, and focus goes back; the same code does not bring it again', async () => {
  const opener = document.createElement('button')
  document.body.append(opener)
  await fail()
  await expect.poll(card).toBeDefined()
  opener.focus()
  const close = card()?.querySelector('button') as HTMLButtonElement
  expect(close.getAttribute('aria-label')).toBe('Close')
  close.focus()
  const heard = vi.fn()
  document.addEventListener('keydown', heard, { once: true })
  close.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }))
  expect(card()).toBeUndefined()
  expect(document.activeElement).toBe(opener)
  expect(heard).not.toHaveBeenCalled()
  const again = new Promise((resolve) => chat.addEventListener('damso-error', resolve, { once: true }))
  chat.tokenProvider = () => 'nor this'
  await again
  expect(card()).toBeUndefined()
})

test('it speaks Korean where the chat does; what a connection mends goes with it, and no more', async () => {
  await fail({ lang: 'ko' }, `e30.${btoa(JSON.stringify({ sub: 'ann', aud: 'club' }))}.x`)
  await expect.poll(() => card()?.textContent).toContain('페이지가 서버의 답을 받지 못해요')
  expect(card()?.lang).toBe('ko')
  // Nobody listens there, and the card has found that out.
  await expect.poll(() => card()?.querySelector('pre')?.textContent).toBe('curl -i http://127.0.0.1:9/health')
  chat.tokenProvider = () => 'no token'
  await expect.poll(() => card()?.querySelectorAll('article').length).toBe(2)
  const connected = () => chat.dispatchEvent(new CustomEvent('damso-connection', { detail: { state: 'connected' } }))
  connected()
  expect([...(card()?.querySelectorAll('strong') ?? [])].map(({ textContent }) => textContent)).toEqual([
    'TOKEN_SOURCE',
  ])
  card()?.querySelector('article')?.remove()
  connected()
  expect(card()).toBeUndefined()
})

test('nobody is shown a card who did not ask for it', async () => {
  const asked = vi.spyOn(DamsoChat.origin, 'loadCard')
  await fail({ debug: 'false' })
  chat.destroy()
  chat = document.createElement('damso-chat')
  chat.addEventListener('damso-error', (event) => event.preventDefault())
  chat.tokenProvider = () => 'no token'
  document.body.append(chat)
  await chat.ready
  expect(asked).not.toHaveBeenCalled()
})

test('where not even the card comes, the loader says the line', async () => {
  DamsoChat.origin.loadCard = () => Promise.reject(new TypeError('blocked'))
  await fail()
  const line = await vi.waitUntil(() => chat.shadowRoot?.querySelector('details'))
  expect(line.textContent).toMatch(/^\[damso\] TOKEN_SOURCE: .*check\?site=club/)
  const { left, top, right } = line.getBoundingClientRect()
  expect([left, top, document.documentElement.clientWidth - right]).toEqual([20, 20, 20])
  DamsoChat.origin.loadCard = loadCard
})
