import type { RecordEvent } from '@damso/schema/model'
import { expect, test } from 'vitest'
import { room } from '../gallery/data.ts'
import { Unlisted } from './unlisted.ts'

const sender = { id: 'ann', name: 'Ann', picture: null }
const isoDate = (at: number) => new Date(at).toISOString()

/** A room as the list has it, up to the message at this place. */
const listed = (title: string, position: number) =>
  room(title, {
    lastPosition: position,
    lastMessage: {
      ...{ id: `${title}-${position}`, position, text: `listed ${position}`, sender },
      ...{ sentAt: isoDate(position), deletedAt: null },
    },
  })

const said = (title: string, position: number): RecordEvent => ({
  ...{ type: 'message', room: `room-${title}`, position, id: `${title}-${position}`, nonce: `nonce-${position}` },
  ...{ sender, text: `heard ${position}`, replyTo: null, mentions: [], at: position },
})

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
  expect(unlisted.askAgain()).toBeUndefined()
})

test('a list without the room, of a search or of a page, says nothing of it', () => {
  const unlisted = new Unlisted()
  unlisted.take(said('a', 11))
  unlisted.overAll([listed('b', 9)])
  expect(unlisted.over(listed('a', 8)).lastMessage?.text).toBe('heard 11')
})

test('what another tab heard has no words, and is asked for', () => {
  const unlisted = new Unlisted()
  unlisted.add('room-a', 11)
  expect(unlisted.over(listed('a', 8)).lastMessage?.text).toBe('listed 8')
  expect(unlisted.askAgain()).toBeGreaterThan(0)
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
  const change = { room: 'room-a', message: 'a-11', position: 12, actor: sender, at: 12 }
  const unlisted = new Unlisted()
  unlisted.take(said('a', 11))
  expect(unlisted.take({ ...change, type: 'edited', text: 'better' })).toBe(true)
  expect(unlisted.over(listed('a', 8)).lastMessage?.text).toBe('better')
  expect(unlisted.take({ ...change, message: 'a-8', type: 'edited', text: 'of another' })).toBe(false)
  unlisted.take({ ...change, type: 'deleted', moderator: false })
  expect(unlisted.over(listed('a', 8)).lastMessage).toMatchObject({ text: null, deletedAt: isoDate(12) })
  unlisted.take({ type: 'withdrawn', room: 'room-a', message: 'a-11', position: 13, withdrawnPosition: 11 })
  expect(unlisted.over(listed('a', 8)).lastMessage?.text).toBe('listed 8')
})
