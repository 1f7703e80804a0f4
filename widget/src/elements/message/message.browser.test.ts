import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { ClientMessage } from '../../client/index.ts'
import { at, ME, messages, timeline } from '../../gallery/data.ts'
import { wearTokens } from '../../gallery/wear-tokens.ts'
import { ko } from '../../locales/ko.ts'
import { createLocale } from '../../locales/locale.ts'
import type { Act } from '../act.ts'
import { DamsoTimeline } from '../timeline/timeline.ts'
import '../ask.ts'

let element: DamsoTimeline
let acts: Act[]
let asked: number

const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
const message = (index: number) => element.renderRoot.querySelectorAll('damso-message')[index] as HTMLElement
const inside = (index: number, selector: string) =>
  message(index).shadowRoot?.querySelector<HTMLElement>(selector) as HTMLElement
const scroller = () => element.renderRoot.querySelector('.scroller') as HTMLElement

async function show(...said: Parameters<typeof messages>): Promise<ClientMessage[]> {
  const shown = messages(...said)
  element.view = { state: timeline(shown), unsent: [], member: ME, unreadAfter: undefined, readUpTo: undefined }
  await element.updateComplete
  await painted()
  await painted()
  return shown
}

beforeEach(() => {
  wearTokens()
  acts = []
  asked = 0
  element = new DamsoTimeline()
  element.locale = createLocale('ko', ko)
  element.can = { react: true, reply: true, deleteAny: false }
  const place = document.createElement('div')
  Object.assign(place.style, { display: 'flex', width: '384px', height: '500px' })
  element.addEventListener('damso-act', ({ act }) => void acts.push(act))
  element.addEventListener('damso-ask', (event) => {
    asked++
    const members = [ME, '서연', '민지'].map((id) => ({ id, name: id }))
    event.answer = Promise.resolve([{ emoji: '👍', count: 6, members }])
  })
  place.append(element)
  document.body.append(place)
})

afterEach(() => document.body.replaceChildren())

describe('text', () => {
  test('is text, whatever stands in it', async () => {
    await show(['a', '<img src=x onerror=alert(1)> `<b>` ```\n<script>\n``` https://a.kr/<i>', at(9, 0)])
    expect([...inside(0, '.text').querySelectorAll('*')].map(({ localName }) => localName)).toEqual([
      'code',
      'pre',
      'code',
      'a',
    ])
    expect(inside(0, '.text').innerText).toContain('<img src=x onerror=alert(1)>')
  })

  test.each([
    ['one word of 8,000 letters', 'a'.repeat(8_000)],
    ['500 emoji', '👩‍💻'.repeat(500)],
    ['code without a break', `\`${'x'.repeat(3_000)}\``],
    ['a fence without a break', `\`\`\`\n${'x'.repeat(3_000)}\n\`\`\``],
  ])('%s stays within its bubble', async (_, text) => {
    await show(['a', text, at(9, 0)])
    expect(inside(0, '.bubble').getBoundingClientRect().width).toBeLessThanOrEqual(384 * 0.76 + 1)
    expect(scroller().scrollWidth).toBe(scroller().clientWidth)
  })

  test('a link names its page to nobody, and opens apart', async () => {
    await show(['a', 'https://a.kr', at(9, 0)])
    const link = inside(0, 'a') as HTMLAnchorElement
    expect([link.rel, link.target]).toEqual(['noopener noreferrer nofollow', '_blank'])
  })
})

describe('a long text', () => {
  const long = Array.from({ length: 60 }, (_, line) => `${line}번째 줄`).join('\n')

  test('is folded to twelve lines; a shorter one is not', async () => {
    await show(['a', long, at(9, 0)], ['a', Array(13).fill('줄').join('\n'), at(9, 9)])
    expect(inside(0, '.text').clientHeight).toBe(264)
    expect(inside(0, '.fold').textContent).toBe('더 보기')
    expect(inside(1, '.text').clientHeight).toBe(13 * 22)
    expect(inside(1, '.fold').hidden).toBe(true)
  })

  test('opens downwards where the reader is, and closes back to its beginning', async () => {
    await show(['a', '처음', at(9, 0)], ['b', long, at(9, 5)], ['a', '끝', at(9, 9)])
    const top = () => Math.round(message(1).getBoundingClientRect().top)
    const before = top()
    inside(1, '.fold').click()
    await painted()
    await painted()
    expect(top()).toBe(before)
    expect(inside(1, '.text').clientHeight).toBe(60 * 22)
    expect(inside(1, '.fold').getAttribute('aria-expanded')).toBe('true')
    scroller().scrollTop = scroller().scrollHeight
    await painted()
    inside(1, '.fold').click()
    await painted()
    await painted()
    expect(inside(1, '.text').clientHeight).toBe(264)
    expect(top() - scroller().getBoundingClientRect().top).toBeGreaterThanOrEqual(0)
    expect(inside(1, '.fold').getBoundingClientRect().bottom).toBeLessThanOrEqual(
      scroller().getBoundingClientRect().bottom,
    )
  })
})

describe('reactions', () => {
  const liked = { reactions: [{ emoji: '👍', members: [ME, 'a', 'b', 'c', 'd', 'e'] }] }
  const chip = () => inside(0, 'damso-reactions').shadowRoot?.querySelector('.chip') as HTMLElement
  const tip = () => inside(0, 'damso-reactions').shadowRoot?.querySelector('.tip')?.textContent

  test('hover says who, oneself first, and asks once', async () => {
    await show(['하은', '좋아요', at(9, 0), liked])
    expect(asked).toBe(0)
    await userEvent.hover(chip())
    await expect.poll(tip).toBe('👍 나, 서연, 민지 외 3명')
    expect(chip().getAttribute('aria-describedby')).toBe('tip')
    expect(asked).toBe(1)
    await userEvent.hover(inside(0, '.text'))
    await expect.poll(tip).toBe(undefined)
  })

  test('a long press says who and changes nothing; a tap reacts', async () => {
    await show(['하은', '좋아요', at(9, 0), liked])
    const touch = (type: string) =>
      chip().dispatchEvent(new PointerEvent(type, { pointerType: 'touch', bubbles: true, composed: true }))
    touch('pointerdown')
    await expect.poll(tip).toBe('👍 나, 서연, 민지 외 3명')
    touch('pointerup')
    chip().click()
    expect(acts.filter(({ type }) => type === 'react')).toEqual([])
    touch('pointerdown')
    touch('pointerup')
    chip().click()
    expect(acts.filter(({ type }) => type === 'react')).toHaveLength(1)
  })

  test('more than the six: a grid that arrow keys walk by row and column', async () => {
    const [said] = await show(['하은', '좋아요', at(9, 0)])
    await userEvent.hover(message(0))
    inside(0, `[aria-label="${ko.react}"]`).click()
    await painted()
    inside(0, `[aria-label="${ko.moreEmoji}"]`).click()
    const items = () => [...(message(0).shadowRoot?.querySelectorAll<HTMLElement>('.emoji button') ?? [])]
    await expect.poll(() => items().length).toBe(48)
    await painted()
    const focused = () => items().indexOf(message(0).shadowRoot?.activeElement as HTMLElement)
    expect(focused()).toBe(0)
    await userEvent.keyboard('{ArrowDown}{ArrowRight}')
    expect(focused()).toBe(9)
    const sheet = inside(0, '.emoji').getBoundingClientRect()
    expect(sheet.right).toBeLessThanOrEqual(scroller().getBoundingClientRect().right)
    await userEvent.keyboard('{Enter}')
    expect(acts).toContainEqual({ type: 'react', message: said?.id, emoji: '🥰', on: true })
  })
})

test.each([
  ['나', '네'],
  ['나', '한 벌 빌릴게요. 고마워요, 하은님!'],
  ['하은', '네'],
  ['하은', '한 벌 빌려 드릴게요. 토요일에 만나요!'],
])('the menu of a message stays in the room: %s, %s', async (sender, text) => {
  await show([sender, text, at(9, 0)])
  await userEvent.hover(message(0))
  inside(0, `[aria-label="${ko.more}"]`).click()
  await painted()
  const menu = inside(0, '.menu').getBoundingClientRect()
  const room = scroller().getBoundingClientRect()
  expect(menu.left).toBeGreaterThanOrEqual(room.left)
  expect(menu.right).toBeLessThanOrEqual(room.right)
})

test('an edited message says when it was edited', async () => {
  await show(['나', '고쳤어요', at(9, 0), { editedAt: at(9, 7, 2) }])
  const mark = inside(0, '.edited')
  expect(mark.textContent?.trim()).toBe('수정됨')
  expect(mark.title).toMatch(/9:07에 수정됨$/)
  mark.click()
  await painted()
  expect(mark.textContent).toMatch(/9:07에 수정됨/)
  expect(mark.getAttribute('aria-expanded')).toBe('true')
})
