import { afterAll, beforeAll, expect, test } from 'vitest'
import { DamsoChat } from '../loader/damso-chat.ts'
import { contrast, type Rgb } from './accent-ink.ts'

let chat: DamsoChat

beforeAll(async () => {
  const loadPanel = async () => ({ ...(await import('../panel.ts')), ...(await import('./frame.ts')) })
  const loadCard = () => import('../fault-card/fault-card.ts')
  DamsoChat.origin = { server: 'http://127.0.0.1:9/', loadPanel, loadCard }
  customElements.define('damso-chat', DamsoChat)
  chat = document.createElement('damso-chat')
  chat.addEventListener('damso-error', (event) => event.preventDefault())
  chat.setAttribute('site', 'shop')
  chat.tokenProvider = () => null
  document.body.append(chat)
  await chat.show()
})
afterAll(() => chat.destroy())

const root = () => chat.shadowRoot?.querySelector('.root') as HTMLElement

/** What a token is on the screen: mixed and relative colours too. */
function token(name: string): Rgb {
  const probe = document.createElement('i')
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`#probe { color: color(from var(--_${name}) srgb r g b) }`)
  probe.id = 'probe'
  root().append(probe)
  chat.shadowRoot?.adoptedStyleSheets.push(sheet)
  const parts = getComputedStyle(probe)
    .color.match(/[\d.]+(e-\d+)?/g)
    ?.map((part) => Math.round(Number(part) * 255))
  probe.remove()
  chat.shadowRoot?.adoptedStyleSheets.pop()
  return parts as [number, number, number]
}

const readable = [
  ['on-accent', 'accent'],
  ['accent-ink', 'surface'],
  ['accent-ink', 'incoming'],
  ['own-text', 'own'],
  ['own-meta', 'own'],
] as const

const levels = [0, 64, 128, 192, 255]
const accents = levels.flatMap((r) => levels.flatMap((g) => levels.map((b) => `rgb(${r}, ${g}, ${b})`)))

test.each(['light', 'dark'])('with one accent, whichever, all of it can be read in the %s', (theme) => {
  chat.setAttribute('theme', theme)
  const faint = accents.flatMap((accent) => {
    chat.setAttribute('accent', accent)
    return readable.flatMap(([text, ground]) => {
      const ratio = contrast(token(text), token(ground))
      return ratio < 4.5 ? [`${accent}: ${text} on ${ground} ${ratio.toFixed(2)}`] : []
    })
  })
  expect(faint).toEqual([])
})

test('without one, the colours are those of look.md', () => {
  chat.removeAttribute('accent')
  chat.setAttribute('theme', 'light')
  const hex = (name: string) =>
    `#${token(name)
      .map((part) => part.toString(16).padStart(2, '0'))
      .join('')}`
  const names = ['accent', 'on-accent', 'accent-ink', 'own', 'own-text', 'own-meta']
  expect(names.map(hex)).toEqual(['#23705a', '#ffffff', '#23705a', '#ddeee7', '#12352b', '#4f6660'])
  chat.setAttribute('theme', 'dark')
  expect(names.map(hex)).toEqual(['#7ccbb2', '#0b211a', '#7ccbb2', '#1f3b32', '#e3f3ed', '#a9c4ba'])
})
