import { type NewRecord, roomKey } from '@damso/schema/model'
import { beforeEach, expect, test } from 'vitest'
import type { RoomSettings, Standing } from './may.ts'
import { createMembershipCache, type MembershipCache } from './membership-cache.ts'

const key = roomKey({ site: 'shop' }, 'r1')
const standing = (version: number, state: Standing['state'] = 'active'): Standing => ({
  ...{ site: 'shop', room: 'r1', member: 'ann', role: 'member', mutedUntil: null, version, state },
})
const record = (version: number, state: Standing['state'], role: Standing['role'] = 'member'): NewRecord => ({
  ...{ version: 1, kind: 'membership', site: 'shop', room: 'r1', eventId: `e${version}`, actor: null, counts: false },
  ...{ at: 1, body: { member: { id: 'ann', name: 'Ann', picture: null }, state, role, version } },
})

/** SQL: what it says, how often it was asked, and what happens while it is asked. */
let row: Standing | undefined
let asked: number
let meanwhile: () => void
let fresh: boolean
let cache: MembershipCache

beforeEach(() => {
  row = standing(1)
  asked = 0
  meanwhile = () => {}
  fresh = true
  const source = {
    async membership() {
      asked++
      const read = row
      await Promise.resolve()
      meanwhile()
      return read
    },
    room: async () => undefined as RoomSettings | undefined,
  }
  cache = createMembershipCache(source, () => fresh, { memberships: 2, rooms: 2 })
})

test('a yes is believed only while the node is fresh', async () => {
  expect(cache.believed(key, 'ann')).toBeUndefined()
  await cache.membership(key, 'ann')
  expect(cache.believed(key, 'ann')).toEqual(standing(1))
  fresh = false
  expect(cache.believed(key, 'ann')).toBeUndefined()
})

test('a no is never believed', async () => {
  row = standing(1, 'removed')
  expect(await cache.membership(key, 'ann')).toEqual(row)
  expect(cache.believed(key, 'ann')).toBeUndefined()
})

test('a record changes what is held where it is newer', async () => {
  await cache.membership(key, 'ann')
  cache.apply(record(3, 'active', 'operator'))
  expect(cache.believed(key, 'ann')).toMatchObject({ role: 'operator', version: 3 })
  cache.apply(record(2, 'removed'))
  expect(cache.believed(key, 'ann')).toMatchObject({ role: 'operator', version: 3 })
  cache.apply(record(4, 'removed'))
  expect(cache.believed(key, 'ann')).toBeUndefined()
})

test('what SQL said before a record passed is asked again', async () => {
  meanwhile = () => {
    if (asked > 1) return
    row = standing(2, 'removed')
    cache.apply(record(2, 'removed'))
  }
  expect(await cache.membership(key, 'ann')).toMatchObject({ state: 'removed', version: 2 })
  expect(asked).toBe(2)
  expect(cache.believed(key, 'ann')).toBeUndefined()
})

test('a key that changes faster than SQL answers is a fault, not a loop', async () => {
  meanwhile = () => cache.apply(record(asked + 1, 'active'))
  await expect(cache.membership(key, 'ann')).rejects.toThrow('changed 5 times')
})

test('records of other keys, and of other sites, change nothing', async () => {
  await cache.membership(key, 'ann')
  cache.apply({ ...record(9, 'removed'), site: 'other' })
  cache.apply({ ...record(9, 'removed'), room: 'r2' })
  expect(cache.believed(key, 'ann')).toEqual(standing(1))
})

test('what was unused longest goes first', async () => {
  for (const member of ['ann', 'bob', 'ann', 'eve']) await cache.membership(key, member)
  expect(cache.believed(key, 'bob')).toBeUndefined()
  expect(cache.believed(key, 'ann')).toBeDefined()
})
