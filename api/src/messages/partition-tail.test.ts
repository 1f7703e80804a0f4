import { roomKey } from '@damso/schema/model'
import { describe, expect, test } from 'vitest'
import { member, record, said } from './message-log.fixture.ts'
import { PartitionTail } from './partition-tail.ts'

const room = roomKey({ site: 'shop' }, 'r1')

describe('PartitionTail', () => {
  test('drops a repeat of an event id, also one that it only saw while warming up', () => {
    const tail = new PartitionTail(2, 0)
    expect(tail.add(said(1, 7))).toBe(false)
    expect(tail.add(said(3, 7))).toBe(false)
    expect(tail.add(said(4, 8))).toBe(true)
    expect(tail.add(said(5, 8))).toBe(false)
    expect(tail.after(room, 2).map(({ position }) => position)).toEqual([4])
    expect(tail.position).toBe(5)
    expect(tail.unarchived(10).map(({ position }) => position)).toEqual([4])
  })

  test('drops a repeat of an event of which it was told the id alone', () => {
    const tail = new PartitionTail(3, 2)
    tail.recall([said(1, 7), said(2, 8)])
    expect([tail.add(said(3, 8)), tail.add(said(4, 7)), tail.add(said(5, 9))]).toEqual([false, false, true])
    expect(tail.positionOf(said(1, 7).eventId)).toBe(1)
    expect(tail.after(room, 2).map(({ position }) => position)).toEqual([5])
  })

  test('what was archived before this node began serves who resumes, and nobody else', () => {
    const tail = new PartitionTail(3, 0)
    expect([1, 2, 3].map((position) => tail.add(said(position)))).toEqual([false, false, false])
    expect(tail.floor).toBe(0)
    expect(tail.after(room, 1).map(({ position }) => position)).toEqual([2, 3])
    expect(tail.unarchived(10)).toEqual([])
    expect(tail.unarchivedBytes).toBe(0)
  })

  test('a log that was trimmed meanwhile covers from where it begins', () => {
    const tail = new PartitionTail(9, 2)
    tail.add(said(7))
    expect(tail.floor).toBe(6)
  })

  test('never forgets what is not archived, whatever the budget', () => {
    const tail = new PartitionTail(0)
    for (let position = 1; position <= 100; position += 1) tail.add(said(position))
    tail.evict(0)
    expect(tail.after(room, 0)).toHaveLength(100)
    tail.markArchived(40)
    tail.evict(0)
    expect(tail.floor).toBe(40)
    expect(tail.after(room, 0).map(({ position }) => position)).toEqual(Array.from({ length: 60 }, (_, at) => at + 41))
    tail.markArchived(100)
    expect(tail.unarchivedBytes).toBe(0)
    tail.evict(0)
    expect(tail.bytes).toBe(0)
  })

  test('floor says what is covered: every record after it is here', () => {
    const tail = new PartitionTail(0)
    for (let position = 1; position <= 50; position += 1)
      tail.add(said(position, position, { room: position % 2 ? 'r1' : 'r2' }))
    tail.markArchived(50)
    tail.evict(tail.bytes / 2)
    const held = [...tail.after(room, 0), ...tail.after(roomKey({ site: 'shop' }, 'r2'), 0)]
      .map(({ position }) => position)
      .sort((a, b) => a - b)
    expect(held).toEqual(Array.from({ length: 50 - tail.floor }, (_, at) => tail.floor + 1 + at))
  })

  test('gives the archive the next records in order', () => {
    const tail = new PartitionTail(0)
    for (let position = 1; position <= 10; position += 1) tail.add(said(position))
    expect(tail.unarchived(3).map(({ position }) => position)).toEqual([1, 2, 3])
    tail.markArchived(3)
    expect(tail.unarchived(100).map(({ position }) => position)).toEqual([4, 5, 6, 7, 8, 9, 10])
  })

  test('counts all that is long of a record, not its text alone', () => {
    const tail = new PartitionTail(0)
    const mentions = Array.from({ length: 50 }, () => 'x'.repeat(128))
    tail.add(record(1, 'message', { nonce: 'nonce-12', text: 'hi', replyTo: null, mentions }))
    expect(tail.bytes).toBeGreaterThan(50 * 128)
    const picture = `https://example.com/${'x'.repeat(2_000)}`
    const body = { member: { ...member('a'), picture }, state: 'active', role: 'member', version: 1 } as const
    const before = tail.bytes
    tail.add(record(2, 'membership', body))
    expect(tail.bytes - before).toBeGreaterThan(2_000)
  })
})
