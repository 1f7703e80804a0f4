import { roomKey } from '@damso/schema/model'
import { expect, test } from 'vitest'
import { eventIdOf } from './event-id.ts'

const room = roomKey({ site: 'shop' }, '0190a000-0000-7000-8000-000000000001')

test('the same act has the same id, and every part tells acts apart', () => {
  const id = eventIdOf(room, 'minji', 'message', 'nonce-001')
  expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/)
  expect(eventIdOf(room, 'minji', 'message', 'nonce-001')).toBe(id)
  const others = [
    eventIdOf(roomKey({ site: 'shop2' }, room.room), 'minji', 'message', 'nonce-001'),
    eventIdOf(room, 'haeun', 'message', 'nonce-001'),
    eventIdOf(room, 'minji', 'edited', 'nonce-001'),
    eventIdOf(room, 'minji', 'message', 'nonce-002'),
    // Parts do not run into one another.
    eventIdOf(room, 'minjimessage', 'message', 'nonce-001'),
  ]
  expect(new Set([id, ...others]).size).toBe(others.length + 1)
})
