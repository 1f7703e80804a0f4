import { afterEach, beforeEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { at, details, messages, timeline, view } from '../../gallery/data.ts'
import { ko } from '../../locales/ko.ts'
import { createLocale } from '../../locales/locale.ts'
import type { Act } from '../act.ts'
import { DamsoRoom } from '../room/room.ts'

let room: DamsoRoom
let acts: Act[]

const picker = () => room.renderRoot.querySelector('damso-date-picker')
const field = () => picker()?.shadowRoot?.querySelector('input') as HTMLInputElement
const menuButton = () => room.renderRoot.querySelector('.menu-anchor button') as HTMLElement

beforeEach(async () => {
  acts = []
  room = new DamsoRoom()
  room.locale = createLocale('ko', ko)
  room.view = view({ details: details('산행'), timeline: timeline(messages(['지훈', '안녕하세요', at(9, 0, 3)])) })
  room.addEventListener('damso-act', ({ act }) => void acts.push(act))
  document.body.append(room)
  await room.updateComplete
  menuButton().click()
  await room.updateComplete
  const items = [...room.renderRoot.querySelectorAll<HTMLElement>('[role=menuitem]')]
  items.find(({ textContent }) => textContent === ko.jumpToDate)?.click()
  await expect.poll(() => picker()?.shadowRoot?.activeElement?.localName).toBe('input')
})

afterEach(() => document.body.replaceChildren())

test('it begins with today, knows no later day, and leads to midnight of the chosen one', async () => {
  expect(field().value).toBe(field().max)
  await userEvent.fill(field(), '2024-03-31')
  await userEvent.keyboard('{Enter}')
  expect(acts).toContainEqual({ type: 'jump-to-date', at: new Date(2024, 2, 31).getTime() })
  await expect.poll(picker).toBe(null)
})

test('without a day it stays open and says what is missing; Escape closes it alone and gives the focus back', async () => {
  await userEvent.clear(field())
  await userEvent.keyboard('{Enter}')
  expect(acts.filter(({ type }) => type === 'jump-to-date')).toEqual([])
  expect(picker()).not.toBe(null)
  let escaped = false
  const heard = () => {
    escaped = true
  }
  room.addEventListener('keydown', heard)
  await userEvent.keyboard('{Escape}')
  await expect.poll(() => room.shadowRoot?.activeElement).toBe(menuButton())
  expect(picker()).toBe(null)
  expect(escaped).toBe(false)
})

test('a day between messages leads there too, and begins with itself', async () => {
  await userEvent.keyboard('{Escape}')
  await expect.poll(picker).toBe(null)
  const { shadowRoot } = room.renderRoot.querySelector('damso-timeline') as HTMLElement
  shadowRoot?.querySelector<HTMLElement>('.day button')?.click()
  await expect.poll(() => field()?.valueAsNumber).toBeLessThan(Date.now() - 2 * 86_400_000)
})
