import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ClientMessage } from '../../client/index.ts'
import { at, ME, messages, timeline, unsent } from '../../gallery/data.ts'
import { wearTokens } from '../../gallery/wear-tokens.ts'
import { ko } from '../../locales/ko.ts'
import { createLocale } from '../../locales/locale.ts'
import type { Act } from '../act.ts'
import { STEP } from './next-rows.ts'
import { DamsoTimeline, type TimelineView } from './timeline.ts'

let element: DamsoTimeline
let acts: Act[]

const said = (count: number): ClientMessage[] =>
  messages(
    ...Array.from({ length: count }, (_, index): [string, string, number] => [
      index % 3 === 0 ? '나' : '하은',
      `메시지 ${index} ${'길게 '.repeat(index % 7)}`,
      at(9, 0) + index * 60_000,
    ]),
  )
const view = (shown: readonly ClientMessage[], more: Partial<TimelineView> = {}): TimelineView => ({
  state: timeline(shown, { hasOlder: true }),
  unsent: [],
  member: ME,
  unreadAfter: undefined,
  readUpTo: undefined,
  ...more,
})
const scroller = () => element.renderRoot.querySelector('.scroller') as HTMLElement
const bottom = () => scroller().scrollHeight - scroller().clientHeight - scroller().scrollTop
const bubble = (id: string | undefined) =>
  [...element.renderRoot.querySelectorAll('damso-message')].find(({ row }) => row?.id === id) as HTMLElement
const count = () => element.renderRoot.querySelectorAll('damso-message').length
const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))

async function show(next: TimelineView): Promise<void> {
  element.view = next
  await element.updateComplete
  await painted()
  await painted()
}

beforeEach(() => {
  wearTokens()
  acts = []
  element = new DamsoTimeline()
  element.locale = createLocale('ko', ko)
  element.shown = true
  const place = document.createElement('div')
  Object.assign(place.style, { display: 'flex', width: '384px', height: '500px' })
  element.addEventListener('damso-act', ({ act }) => void acts.push(act))
  place.append(element)
  document.body.append(place)
})

afterEach(() => document.body.replaceChildren())

test('history that is loaded below is no news, what comes live after it is', async () => {
  const all = said(62)
  await show(view(all.slice(0, 30), { state: timeline(all.slice(0, 30), { hasNewer: true }) }))
  await show(view(all.slice(0, 60), { state: timeline(all.slice(0, 60)) }))
  await show(view(all, { state: timeline(all) }))
  const told = () => element.renderRoot.querySelector('[aria-live=polite]')?.textContent
  await expect.poll(told).not.toBe('')
  expect(told()).toBe(ko.said('하은', all.at(-1)?.text ?? ''))
})

test('a room opens at its newest message, which is then read', async () => {
  const all = said(60)
  await show(view(all))
  expect(bottom()).toBeLessThanOrEqual(1)
  expect(acts).toContainEqual({ type: 'read', position: all.at(-1)?.position })
})

test('it opens at the unread line where that is out of sight, and has read nothing yet', async () => {
  await show(view(said(60), { unreadAfter: 10 }))
  const line = element.renderRoot.querySelector('.unread') as HTMLElement
  expect(Math.round(line.getBoundingClientRect().top - scroller().getBoundingClientRect().top)).toBe(16)
  expect(acts.filter(({ type }) => type === 'read')).toEqual([])
})

test('it opens where the reader stood before, and tells where they stand when scrolling rests', async () => {
  const all = said(60)
  const offset = () =>
    Math.round(bubble(all[20]?.id).getBoundingClientRect().top - scroller().getBoundingClientRect().top)
  await show(view(all, { place: { message: all[20]?.id ?? '', offset: -9 }, unreadAfter: 10 }))
  expect(offset()).toBe(-9)
  expect(acts.filter(({ type }) => type === 'read')).toEqual([])
  scroller().scrollTop -= 3
  const places = () => acts.flatMap((act) => (act.type === 'place' ? [act.place] : []))
  await expect.poll(() => places().at(-1)).toEqual({ message: all[20]?.id, offset: -6 })
  scroller().scrollTop = scroller().scrollHeight
  await expect.poll(() => places().at(-1)).toBeNull()
})

test('a place that is not there any more is no place', async () => {
  await show(view(said(60), { place: { message: 'gone', offset: 0 } }))
  expect(bottom()).toBeLessThanOrEqual(1)
})

test('older messages come in above without moving what is read', async () => {
  const all = said(120)
  await show(view(all.slice(60)))
  scroller().scrollTop = 100
  await painted()
  expect(acts).toContainEqual({ type: 'older' })
  const held = bubble(all[66]?.id)
  const before = held.getBoundingClientRect().top
  await show(view(all))
  expect(Math.abs(held.getBoundingClientRect().top - before)).toBeLessThanOrEqual(1)
})

test('rows that leave above do not move it either', async () => {
  const all = said(200)
  await show(view(all.slice(0, 150)))
  scroller().scrollTop = scroller().scrollHeight / 2
  await painted()
  const held = bubble(all[80]?.id)
  const before = held.getBoundingClientRect().top
  await show(view(all.slice(50)))
  expect(Math.abs(held.getBoundingClientRect().top - before)).toBeLessThanOrEqual(1)
})

test('at the end of a window with newer messages the next page leaves the reader where they are', async () => {
  const all = said(120)
  await show(view(all.slice(0, 60)))
  await show(view(all.slice(0, 60), { state: timeline(all.slice(0, 60), { hasNewer: true }) }))
  scroller().scrollTop = scroller().scrollHeight
  await painted()
  expect(acts).toContainEqual({ type: 'newer' })
  const held = bubble(all[58]?.id)
  const before = held.getBoundingClientRect().top
  await show(view(all, { state: timeline(all, { hasNewer: true }) }))
  expect(Math.abs(held.getBoundingClientRect().top - before)).toBeLessThanOrEqual(1)
})

test.each([
  ['above', 60, 120, 100],
  ['below', 0, 60, 10_000],
])('a page %s comes a few rows a frame, and moves nothing on the way', async (_, from, to, scrollTop) => {
  const all = said(120)
  const standing = all.slice(from, to)
  await show(view(standing, { state: timeline(standing, { hasOlder: true, hasNewer: true }) }))
  scroller().scrollTop = scrollTop
  await painted()
  const held = bubble(standing[from === 0 ? 58 : 6]?.id)
  const before = held.getBoundingClientRect().top
  element.view = view(all)
  await element.updateComplete
  expect(count()).toBe(60 + STEP)
  do {
    await painted()
    expect(Math.abs(held.getBoundingClientRect().top - before)).toBeLessThanOrEqual(1)
  } while (count() < 120)
})

test('a message is shown that has not come into the page yet', async () => {
  const all = said(120)
  await show(view(all.slice(60)))
  element.view = view(all)
  await element.reveal(all[3]?.id ?? '')
  expect((element.renderRoot as ShadowRoot).activeElement).toBe(bubble(all[3]?.id))
})

test('who stands at the newest follows it; who reads further up does not', async () => {
  const all = said(80)
  await show(view(all.slice(0, 60)))
  await show(view(all.slice(0, 70)))
  expect(bottom()).toBeLessThanOrEqual(1)
  scroller().scrollTop -= 400
  await painted()
  const before = scroller().scrollTop
  await show(view(all, { state: timeline(all, { hasOlder: true, arrivals: 10 }) }))
  expect(Math.abs(scroller().scrollTop - before)).toBeLessThanOrEqual(1)
  expect(element.renderRoot.querySelector('.pill')?.textContent?.trim()).toBe('새 메시지 10')
})

test('what comes is rendered with the end of its group; nothing else is rendered again', async () => {
  const all = said(150)
  // The browser's pointer stands somewhere, and a message under it brings its tools.
  element.style.pointerEvents = 'none'
  await show(view(all.slice(0, 149)))
  const rendered: (string | null | undefined)[] = []
  for (const message of element.renderRoot.querySelectorAll('damso-message'))
    message.addController({ hostUpdated: () => void rendered.push(message.row?.id) })
  // The room says these anew each time, too.
  element.can = { ...element.can }
  await show(view(all.map((message) => ({ ...message }))))
  expect(rendered).toEqual([all[148]?.id])
})

test('rows that went leave nothing behind, at either end', async () => {
  const all = said(120)
  const nodes = () => element.renderRoot.querySelector('.rows')?.childNodes.length
  const window = (from: number) => show(view(all.slice(from, from + 20)))
  await window(50)
  const before = nodes()
  for (const from of [60, 90, 70, 20, 0, 50]) await window(from)
  expect(nodes()).toBe(before)
})

test('one’s own new message brings its writer to the end', async () => {
  await show(view(said(60)))
  scroller().scrollTop = 300
  await painted()
  await show(view(said(60), { unsent: [unsent('지금', Date.now())] }))
  expect(bottom()).toBeLessThanOrEqual(1)
})

test('only live messages of others are announced', async () => {
  const all = said(62)
  await show(view(all.slice(0, 60)))
  const announced = () => element.renderRoot.querySelector('[aria-live=polite]')?.textContent ?? ''
  expect(announced()).toBe('')
  await show(view(all))
  await expect.poll(announced).toBe(`하은: ${all[61]?.text}`)
})

test('arrow keys move between messages, Enter opens what can be done', async () => {
  element.can = { react: true, reply: true, deleteAny: false }
  const all = said(10)
  await show(view(all))
  const focused = () => element.shadowRoot?.activeElement
  const press = (key: string) =>
    focused()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }))
  scroller().focus()
  press('ArrowUp')
  expect(focused()).toBe(bubble(all[9]?.id))
  press('ArrowUp')
  expect(focused()).toBe(bubble(all[8]?.id))
  press('Enter')
  const tool = focused()?.shadowRoot?.activeElement
  expect(tool?.getAttribute('aria-label')).toBe(ko.react)
})
