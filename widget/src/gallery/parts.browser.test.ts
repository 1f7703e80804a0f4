import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { AskEvent } from '../elements/ask.ts'
import { DamsoGallery } from './gallery.ts'

/** Those of the host element itself, which stands around the elements of the gallery. */
const around = ['box', 'panel']

let gallery: DamsoGallery
let names: string[]

beforeAll(async () => {
  const manifest = await (await fetch(new URL('../custom-elements.json', import.meta.url))).json()
  names = manifest.modules[0].declarations[0].cssParts.map(({ name }: { name: string }) => name)
  gallery = new DamsoGallery()
  gallery.addEventListener(AskEvent.type, (event) => {
    const { question } = event as AskEvent
    const answer =
      question.type === 'members'
        ? [{ id: 'sam', name: 'Sam', picture: null, role: 'MEMBER' as const, readPosition: 0 }]
        : [{ emoji: '👍', count: 1, members: [{ id: 'sam', name: 'Sam' }] }]
    ;(event as AskEvent).answer = Promise.resolve(answer)
  })
  document.body.append(gallery)
  await vi.waitUntil(() => deep('.bubble').length > 0 && deep('damso-people-picker .choice').length > 0)
})
afterAll(() => gallery.remove())

/** In whatever shadow root; after an element of ours, in its own. */
function deep<E extends HTMLElement = HTMLElement>(
  selector: string,
  root: ParentNode = gallery.shadowRoot as ShadowRoot,
): E[] {
  const [, host, inner] = /^(damso-\S+) (.+)/.exec(selector) ?? []
  if (host && inner)
    return deep(host, root).flatMap((element) => [...(element.shadowRoot?.querySelectorAll<E>(inner) ?? [])])
  const within = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? deep<E>(selector, shadowRoot) : [],
  )
  return [...root.querySelectorAll<E>(selector), ...within]
}

const scene = (name: string) => gallery.shadowRoot?.querySelector(`[aria-label="${name}"]`) as HTMLElement
const appears = (selector: string, root?: ParentNode) =>
  vi.waitUntil(() => deep(selector, root)[0], { timeout: 10_000 })

/** What shows only when somebody does something. */
async function open(): Promise<void> {
  const order = scene('order')
  deep('damso-room .menu-anchor button', order)[0]?.click()
  await appears('damso-room .menu', order)
  for (const message of deep('damso-message', order)) message.dispatchEvent(new PointerEvent('pointerenter'))
  await appears('damso-message .tool', order)
  const tools = deep('damso-message .tool', order)
  tools.find((tool) => tool.getAttribute('aria-label') === '답장')?.click()
  await appears('damso-composer .banner', order)
  tools.find((tool) => tool.getAttribute('aria-label') === '더 보기')?.click()
  await appears('damso-message .sheet', order)

  const hike = scene('hike')
  const [timeline] = deep('damso-timeline', hike)
  Object.assign(timeline as object, { away: true })
  await appears('damso-timeline .pill', hike)
  deep('damso-timeline .day button', hike)[0]?.click()
  await appears('damso-date-picker form', hike)
  deep('damso-reactions .chip', hike)[0]?.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }))
  await appears('damso-reactions .tip', hike)

  const parts = scene('parts')
  const [field] = deep<HTMLTextAreaElement>('damso-composer textarea', parts)
  if (!field) throw new Error('no composer')
  field.focus()
  field.value = '@S'
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await appears('damso-composer li', parts)

  const list = deep('damso-member-list .icon')[0]
  list?.click()
  await appears('damso-member-list .menu')
}

test('each part that is documented is there, and a page can style it wherever it stands', async () => {
  await open()
  const sheet = new CSSStyleSheet()
  for (const name of names) CSS.registerProperty({ name: `--seen-${name}`, syntax: '*', inherits: false })
  sheet.replaceSync(names.map((name) => `damso-gallery::part(${name}) { --seen-${name}: yes }`).join('\n'))
  document.adoptedStyleSheets.push(sheet)

  const missing = names.filter((name) => !around.includes(name) && deep(`[part~="${name}"]`).length === 0)
  expect(missing).toEqual([])
  const unreached = deep('[part]').flatMap((element) => {
    const style = getComputedStyle(element)
    const parts = (element.getAttribute('part') ?? '').split(' ')
    return parts
      .filter((part) => style.getPropertyValue(`--seen-${part}`) !== 'yes')
      .map((part) => `${part}: ${element.outerHTML.slice(0, 80)}`)
  })
  expect(unreached).toEqual([])
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
})
