import type { RecordEvent } from '@damso/schema/model'
import { expect, test } from 'vitest'
import { room } from '../gallery/data.ts'
import { Unlisted } from './unlisted.ts'

const sender = { id: 'ann', name: 'Ann', picture: null }
const isoDate = (at: number) => new Date(at).toISOString()

/** A room as the list has it, up to the message at this place, and to its last change. */
const listed = (title: string, position: number, revision = position) =>
  room(title, {
    lastPosition: position,
    lastMessage: {
      ...{ id: `${title}-${position}`, position, revision, text: `listed ${position}`, sender },
      ...{ sentAt: isoDate(position), deletedAt: null },
    },
  })

const said = (title: string, position: number): RecordEvent => ({
  ...{ type: 'message', room: `room-${title}`, position, id: `${title}-${position}`, nonce: `nonce-${position}` },
  ...{ sender, text: `heard ${position}`, replyTo: null, mentions: [], at: position },
})

const change = { room: 'room-a', message: 'a-11', position: 12, actor: sender, at: 12 }

const told = (rooms: ReturnType<Unlisted['overAll']>) => rooms.map(({ lastMessage }) => lastMessage?.text)

test('what was heard stands over a list that is behind, in the order of time, until the list has it', () => {
  const unlisted = new Unlisted()
  unlisted.take(said('a', 11))
  unlisted.take(said('b', 13))
  const old = [listed('c', 12), listed('b', 9), listed('a', 8)]
  expect(told(unlisted.overAll(old))).toEqual(['heard 13', 'listed 12', 'heard 11'])
  expect(unlisted.askAgain()).toBeGreaterThan(0)
  expect(told(unlisted.overAll([listed('b', 13), listed('c', 12), listed('a', 8)]))).toEqual([
    'listed 13',
    'listed 12',
    'heard 11',
  ])
  unlisted.overAll([listed('b', 13), listed('c', 12), listed('a', 11)])
  expect(unlisted.size).toBe(0)
})

test('a list without the room, of a search or of a page, says nothing of it', () => {
  const unlisted = new Unlisted()
  unlisted.take(said('a', 11))
  unlisted.overAll([listed('b', 9)])
  expect(unlisted.over(listed('a', 8)).lastMessage?.text).toBe('heard 11')
})

test('a list that never has it is asked for a few times, ever more rarely, and then believed', () => {
  const unlisted = new Unlisted()
  unlisted.take(said('a', 11))
  const waits: number[] = []
  for (let wait = unlisted.askAgain(); wait !== undefined; wait = unlisted.askAgain()) waits.push(wait)
  expect(waits).toHaveLength(6)
  expect(waits.at(-1)).toBeGreaterThan(4_000)
  expect(unlisted.over(listed('a', 8)).lastMessage?.text).toBe('listed 8')
})

test('what is edited, deleted or withdrawn meanwhile is told as it is then', () => {
  const unlisted = new Unlisted()
  unlisted.take(said('a', 11))
  expect(unlisted.take({ ...change, type: 'edited', text: 'better' })).toBe(true)
  expect(unlisted.over(listed('a', 8)).lastMessage?.text).toBe('better')
  expect(unlisted.take({ ...change, message: 'a-8', type: 'edited', text: 'of another' })).toBe(false)
  unlisted.take({ ...change, position: 13, type: 'deleted', moderator: false })
  expect(unlisted.over(listed('a', 8)).lastMessage).toMatchObject({ text: null, deletedAt: isoDate(12) })
  unlisted.take({ type: 'withdrawn', room: 'room-a', message: 'a-11', position: 14, withdrawnPosition: 11 })
  expect(unlisted.over(listed('a', 8)).lastMessage?.text).toBe('listed 8')
})

test('an edit of what is listed stands over the list until that has the edit, or a newer message', () => {
  for (const later of [listed('a', 11, 12), listed('a', 13)]) {
    const unlisted = new Unlisted()
    const before = listed('a', 11)
    expect(unlisted.take({ ...change, type: 'edited', text: 'better' }, before.lastMessage)).toBe(true)
    expect(unlisted.over(before).lastMessage).toMatchObject({ position: 11, text: 'better' })
    expect(unlisted.size).toBe(1)
    expect(unlisted.over(later)).toBe(later)
    expect(unlisted.size).toBe(0)
  }
})

test('a change that does not count changes no preview', () => {
  const edit: RecordEvent = { ...change, position: 13, type: 'edited', text: 'better' }
  const unlisted = new Unlisted()
  const { lastMessage } = listed('a', 11)
  expect(unlisted.take({ ...edit, actor: { ...sender, id: 'ben' } }, lastMessage)).toBe(false)
  expect(unlisted.take({ ...change, type: 'deleted', moderator: true, actor: null }, lastMessage)).toBe(true)
  expect(unlisted.take(edit, lastMessage)).toBe(false)
  expect(unlisted.over(listed('a', 11)).lastMessage?.text).toBeNull()
})

test('an answer with a newer message than was heard is the one that changes', () => {
  const unlisted = new Unlisted()
  unlisted.take(said('a', 11))
  const newer = listed('a', 13)
  expect(unlisted.take({ ...change, position: 15, type: 'edited', text: 'better' }, newer.lastMessage)).toBe(false)
  expect(unlisted.over(newer)).toBe(newer)
  expect(unlisted.size).toBe(0)
})

test('what is told again after a reconnection changes nothing that the list has', () => {
  const unlisted = new Unlisted()
  const { lastMessage } = listed('a', 11, 12)
  expect(unlisted.take(said('a', 11), lastMessage)).toBe(false)
  expect(unlisted.take({ ...change, type: 'edited', text: 'better' }, lastMessage)).toBe(false)
})
