import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { en } from '../../locales/en.ts'
import { createLocale } from '../../locales/locale.ts'
import { Announcer } from './announcer.ts'
import type { MessageRow } from './rows.ts'

const locale = createLocale('en', en)
const row = (position: number, more: Partial<MessageRow> = {}): MessageRow => ({
  kind: 'message',
  key: `m${position}`,
  id: `m${position}`,
  nonce: '',
  position,
  own: false,
  reader: 'minji',
  sender: { id: 'junho', name: 'Junho', picture: null },
  text: `words ${position}`,
  mentions: [],
  at: 0,
  editedAt: null,
  deleted: false,
  quote: null,
  reactions: [],
  status: 'stored',
  first: true,
  last: true,
  read: false,
  readers: 0,
  ...more,
})

let said: { at: number; text: string }[]
let announcer: Announcer

beforeEach(() => {
  vi.useFakeTimers()
  said = []
  announcer = new Announcer((text) => said.push({ at: Date.now(), text }))
  announcer.start(10)
})
afterEach(() => vi.useRealTimers())

const words = () => said.map(({ text }) => text).filter((text) => text !== '')

test('pages of history, own messages and deleted ones are silent', () => {
  announcer.update([row(1), row(2), row(10)], locale)
  announcer.update([row(11, { own: true }), row(12, { deleted: true }), row(13, { status: 'pending' })], locale)
  vi.advanceTimersByTime(20_000)
  expect(words()).toEqual([])
})

test('one message is read out; a burst is counted, once in five seconds at most', () => {
  announcer.update([row(11)], locale)
  vi.advanceTimersByTime(1_000)
  expect(words()).toEqual(['Junho: words 11'])
  for (let position = 12; position < 40; position += 1) {
    announcer.update([row(position)], locale)
    vi.advanceTimersByTime(500)
  }
  vi.advanceTimersByTime(20_000)
  expect(words().length).toBeGreaterThan(2)
  const times = said.filter(({ text }) => text !== '').map(({ at }) => at)
  for (const [at, time] of times.slice(1).entries()) expect(time - (times[at] ?? 0)).toBeGreaterThanOrEqual(5_000)
})

test('the same words twice are two changes of the region, which is empty in between', () => {
  for (const positions of [
    [11, 12],
    [13, 14],
  ]) {
    announcer.update(
      positions.map((position) => row(position)),
      locale,
    )
    vi.advanceTimersByTime(400)
  }
  vi.advanceTimersByTime(20_000)
  expect(said.map(({ text }) => text)).toEqual(['2 new messages', '', '2 new messages', ''])
})

test('a name that hides something is read as it is shown', () => {
  announcer.update(
    [row(11, { sender: { id: 'junho', name: 'Jun\u200bho\u3164', picture: null }, text: '\u202eevil' })],
    locale,
  )
  vi.advanceTimersByTime(400)
  expect(words()).toEqual(['Junho: evil'])
})
