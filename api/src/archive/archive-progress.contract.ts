import { type Message, type RoomKey, type RoomSummary, roomKey } from '@damso/schema/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../database/database.ts'
import { createArchiveProgress } from './archive-progress.sql.ts'
import type { ArchivedBatch, ArchiveProgress, PartitionLease } from './archive-progress.ts'

export interface DatabaseUnderTest {
  /** Migrated and empty. */
  database: Database
  remove(): Promise<void>
}

const roomNumbered = (number: number, site = 'shop') =>
  roomKey({ site }, `0192a1b0-0000-7000-8000-${String(number).padStart(12, '0')}`)
const [one, two] = [roomNumbered(1), roomNumbered(2)]

const message = ({ site, room }: RoomKey, position: number): Message => ({
  ...{ site, room, id: `message-${position}`, position, revision: position, seq: 1, nonce: 'nonce-12' },
  ...{ sender: { id: 'mina', name: "미나 'quoted'", picture: null }, text: 'text', replyTo: null, mentions: [] },
  ...{ reactions: [], sentAt: 5, editedAt: null, deletedAt: null },
})

const summary = ({ site, room }: RoomKey, lastSeq: number, position: number, actAt = position): RoomSummary => ({
  ...{ site, room, lastSeq, lastPosition: position, lastChangePosition: position, actAt },
  lastMessage: message({ site, room } as RoomKey, position),
})

const batchOf = (lease: PartitionLease, position: number, batch: Partial<ArchivedBatch> = {}): ArchivedBatch => ({
  ...{ lease, archivedPosition: position, archivedEventId: `event-${position}` },
  ...{ summaries: [], counted: [], ownReads: [], ...batch },
})

export function describeArchiveProgress(create: (onStatement: () => void) => Promise<DatabaseUnderTest>): void {
  describe('contract', () => {
    let place: DatabaseUnderTest
    let database: Database
    let progress: ArchiveProgress
    let statements = 0

    beforeEach(async () => {
      place = await create(() => {
        statements++
      })
      database = place.database
      progress = createArchiveProgress(database)
      const { Site } = database.models
      await Site.bulkCreate(['shop', 'club'].map((id) => ({ id, name: id, createdAt: 1 })))
      for (const key of [one, two, roomNumbered(1, 'club')]) await addRoom(key)
    })

    afterEach(async () => {
      await database.stop()
      await place.remove()
    })

    async function addRoom({ site, room }: RoomKey): Promise<void> {
      const row = { kind: 'group', title: 'Room', joinPolicy: 'invite', actAt: 1, createdAt: 1 } as const
      await database.models.Room.create({ site, id: room, ...row })
    }

    async function addMember({ site, room }: RoomKey, member: string, marker: object = {}): Promise<void> {
      await database.models.Membership.create({ site, room, member, joinedAt: 1, actAt: 1, ...marker })
    }

    async function membership({ site, room }: RoomKey, member: string) {
      return database.models.Membership.findOne({ where: { site, room, member }, raw: true })
    }

    async function claim(owner = 'node-a'): Promise<PartitionLease> {
      const lease = await progress.claim(0, 0, owner)
      if (!lease) return expect.fail(`${owner} did not get the lease`)
      return lease
    }

    const letLeaseEnd = () => database.models.Partition.update({ leaseUntil: 1 }, { where: { epoch: 0 } })

    test('a partition is claimed by one owner, from nothing archived', async () => {
      expect(await claim()).toEqual({
        ...{ epoch: 0, partition: 0, owner: 'node-a', fence: 1 },
        ...{ archivedPosition: 0, archivedEventId: null },
      })
      expect(await progress.claim(0, 0, 'node-b')).toBeUndefined()
      expect(await progress.claim(0, 1, 'node-b')).toMatchObject({ partition: 1, fence: 1 })
      expect(await progress.claim(1, 0, 'node-b')).toMatchObject({ epoch: 1, fence: 1 })
    })

    test('of many that claim at once, one gets it', async () => {
      const owners = Array.from({ length: 10 }, (_, number) => `node-${number}`)
      const leases = await Promise.all(owners.map((owner) => progress.claim(0, 0, owner)))
      expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1)
    })

    test("a lease runs by the database's clock, and a renewal prolongs it", async () => {
      const lease = await claim()
      const until = async () => (await database.models.Partition.findOne({ raw: true }))?.leaseUntil ?? 0
      expect(Math.abs((await until()) - Date.now() - 6_000)).toBeLessThan(5_000)
      await letLeaseEnd()
      await progress.renew(lease.epoch, lease.owner)
      expect(await until()).toBeGreaterThan(Date.now())
      expect(await progress.claim(0, 0, 'node-b')).toBeUndefined()
    })

    test('a lease that ended or was released goes to the next owner with a higher fence', async () => {
      const first = await claim('node-a')
      await letLeaseEnd()
      const second = await claim('node-b')
      expect(second.fence).toBe(first.fence + 1)
      await progress.renew(first.epoch, first.owner)
      await progress.release(first)
      expect(await progress.claim(0, 0, 'node-c')).toBeUndefined()
      await progress.release(second)
      expect((await claim('node-c')).fence).toBe(second.fence + 1)
    })

    test('a renewal prolongs what its owner has, and nothing else', async () => {
      const [mine, others] = [await progress.claim(0, 0, 'node-a'), await progress.claim(0, 1, 'node-b')]
      await letLeaseEnd()
      await progress.renew(0, 'node-a')
      expect((await progress.partitions(0)).map(({ partition, isFree }) => [partition, isFree]).sort()).toEqual([
        [0, false],
        [1, true],
      ])
      expect(await progress.partitions(1)).toEqual([])
      expect([mine?.fence, others?.fence]).toEqual([1, 1])
    })

    test('a lease holds until somebody takes over or goes on', async () => {
      const lease = await claim()
      expect(await progress.holds(lease)).toBe(true)
      await progress.commit(batchOf(lease, 5))
      expect(await progress.holds(lease)).toBe(false)
      const next = { ...lease, archivedPosition: 5 }
      expect(await progress.holds(next)).toBe(true)
      await letLeaseEnd()
      await progress.claim(0, 0, 'node-b')
      expect(await progress.holds(next)).toBe(false)
    })

    test('the same owner claims again at once, as after a restart', async () => {
      const before = await claim()
      const after = await claim()
      expect(after.fence).toBe(before.fence + 1)
      expect(await progress.commit(batchOf(before, 5))).toBe(false)
    })

    test('a commit moves the progress and the summaries together', async () => {
      const lease = await claim()
      const summaries = [summary(one, 3, 30), summary(two, 1, 31)]
      expect(await progress.commit(batchOf(lease, 31, { summaries }))).toBe(true)
      expect(await progress.summaries([one, two])).toEqual(expect.arrayContaining(summaries))
      expect(await claim()).toMatchObject({ archivedPosition: 31, archivedEventId: 'event-31' })
    })

    test('a commit under an older fence writes nothing at all', async () => {
      const zombie = await claim('node-a')
      await letLeaseEnd()
      await claim('node-b')
      await addMember(one, 'mina')
      const batch = {
        summaries: [summary(one, 3, 30)],
        ownReads: [{ room: one, member: 'mina', seq: 3, position: 30 }],
      }
      expect(await progress.commit(batchOf(zombie, 30, batch))).toBe(false)
      expect(await progress.summaries([one])).toMatchObject([{ lastSeq: 0, lastMessage: null, actAt: 1 }])
      expect(await membership(one, 'mina')).toMatchObject({ actAt: 1, readSeq: 0 })
      expect(await database.models.Partition.findOne({ raw: true })).toMatchObject({ archivedPosition: 0 })
    })

    test('summaries are only raised: a replayed batch changes nothing', async () => {
      const lease = await claim()
      const newer = summary(one, 5, 50)
      await progress.commit(batchOf(lease, 50, { summaries: [newer] }))
      await progress.commit(batchOf(lease, 50, { summaries: [summary(one, 3, 30)] }))
      expect(await progress.summaries([one])).toEqual([newer])
    })

    test('a change to the last message replaces the preview and leaves the rest', async () => {
      const lease = await claim()
      const sent = summary(one, 5, 50)
      await progress.commit(batchOf(lease, 50, { summaries: [sent] }))
      const edited = { ...sent, lastChangePosition: 60, lastMessage: { ...message(one, 50), text: null, deletedAt: 9 } }
      await progress.commit(batchOf(lease, 60, { summaries: [edited] }))
      expect(await progress.summaries([one])).toEqual([edited])
    })

    test('a site does not see rooms of another with the same id; a room that is gone is absent and harms nobody', async () => {
      const lease = await claim()
      const gone = roomNumbered(9)
      await progress.commit(batchOf(lease, 9, { summaries: [summary(one, 1, 8), summary(gone, 1, 9)] }))
      expect(await progress.summaries([roomNumbered(1, 'club'), gone])).toMatchObject([{ site: 'club', lastSeq: 0 }])
      expect(await progress.summaries([])).toEqual([])
    })

    test('activity reaches the members of small rooms, and only forwards', async () => {
      const lease = await claim()
      await addMember(one, 'mina')
      await addMember(one, 'ahead', { actAt: 99 })
      await addMember(one, 'large', { large: true })
      await addMember(two, 'mina')
      await progress.commit(batchOf(lease, 30, { summaries: [summary(one, 3, 30, 70)] }))
      expect(await membership(one, 'mina')).toMatchObject({ actAt: 70 })
      expect(await membership(one, 'ahead')).toMatchObject({ actAt: 99 })
      expect(await membership(one, 'large')).toMatchObject({ actAt: 1 })
      expect(await membership(two, 'mina')).toMatchObject({ actAt: 1 })
    })

    test("a member's own message raises their marker, never lowers it", async () => {
      const lease = await claim()
      await addMember(one, 'mina', { readPosition: 10, readSeq: 1 })
      await addMember(one, 'far', { readPosition: 90, readSeq: 9 })
      const ownReads = ['mina', 'far', 'stranger'].map((member) => ({ room: one, member, seq: 3, position: 30 }))
      await progress.commit(batchOf(lease, 30, { ownReads }))
      expect(await membership(one, 'mina')).toMatchObject({ readPosition: 30, readSeq: 3 })
      expect(await membership(one, 'far')).toMatchObject({ readPosition: 90, readSeq: 9 })
    })

    test('markers beyond the archived position get the seq of the newest counted record they cover', async () => {
      const lease = await claim()
      const markers = { before: 10, exact: 20, between: 25, beyond: 99 }
      for (const [member, readPosition] of Object.entries(markers)) {
        await addMember(one, member, { readPosition, readSeq: 1 })
      }
      await addMember(two, 'beyond', { readPosition: 99, readSeq: 4 })
      const counted = [
        { room: one, position: 20, seq: 2 },
        { room: two, position: 21, seq: 5 },
        { room: one, position: 24, seq: 3 },
        { room: one, position: 30, seq: 4 },
      ]
      await progress.commit(batchOf(lease, 30, { counted }))
      const seqs = await Promise.all(
        Object.keys(markers).map(async (member) => (await membership(one, member))?.readSeq),
      )
      expect(seqs).toEqual([1, 2, 3, 4])
      expect(await membership(two, 'beyond')).toMatchObject({ readPosition: 99, readSeq: 5 })
      await progress.commit(batchOf(lease, 40, { counted: [{ room: one, position: 40, seq: 5 }] }))
      expect(await membership(one, 'beyond')).toMatchObject({ readPosition: 99, readSeq: 5 })
      expect(await membership(one, 'between')).toMatchObject({ readPosition: 25, readSeq: 3 })
    })

    test('a batch takes as many statements for a thousand messages as for one', async () => {
      const lease = await claim()
      const rooms = Array.from({ length: 50 }, (_, at) => roomNumbered(at + 100))
      for (const room of rooms) {
        await addRoom(room)
        await addMember(room, 'mina', { readPosition: 5_000 })
      }
      const commit = async (size: number, of: readonly RoomKey[]) => {
        statements = 0
        await progress.commit(
          batchOf(lease, size, {
            summaries: of.map((room) => summary(room, size, size)),
            counted: Array.from({ length: size }, (_, at) => ({
              room: of[at % of.length] ?? one,
              position: at + 1,
              seq: at + 1,
            })),
            ownReads: of.map((room) => ({ room, member: 'mina', seq: size, position: size })),
          }),
        )
        return statements
      }
      const few = await commit(1, rooms.slice(0, 1))
      expect(await commit(1_000, rooms)).toBe(few)
      expect(few).toBeGreaterThan(0)
    })
  })
}
