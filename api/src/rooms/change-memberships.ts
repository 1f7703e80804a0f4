import { limits, type MemberId, Refusal, type RoomKey, roomKey } from '@damso/schema/model'
import { notFound } from '../access/may.ts'
import type { Database } from '../database/database.ts'
import type { Act } from './commit.ts'
import { nextMembership, type Wish } from './next-membership.ts'
import type { RoomsOptions } from './options.ts'
import type { MembershipData, RoomData } from './shapes.ts'

/** Rows of one statement. */
const CHUNK = 500

/** Memberships as they are after an act, of those that were named. */
type Named = ReadonlyMap<MemberId, MembershipData>

/** What the transactions of rooms do to rows; each method runs inside one. */
export interface MembershipRows {
  /** The room's row, held until the transaction ends. @throws {Refusal} NOT_FOUND */
  lockRoom(key: RoomKey, act: Act): Promise<RoomData>
  named(room: RoomData, members: readonly MemberId[], act: Act): Promise<Map<MemberId, MembershipData>>
  /** Writes what changes, keeps `memberCount` right, and says it in the room's log. @throws {Refusal} FULL */
  change(room: RoomData, wishes: readonly Wish[], act: Act): Promise<Named>
}

const UPDATED: (keyof MembershipData)[] = [
  ...(['role', 'state', 'version', 'joinedAt'] as const),
  ...(['readPosition', 'readSeq', 'actAt', 'large'] as const),
]

export function createMembershipRows(
  { models }: Pick<Database, 'models'>,
  newestPosition: RoomsOptions['newestPosition'],
): MembershipRows {
  const { Membership, Room } = models

  async function named(room: RoomData, members: readonly MemberId[], { transaction }: Act) {
    const found = new Map<MemberId, MembershipData>()
    for (const member of chunks(members)) {
      const where = { site: room.site, room: room.id, member }
      const rows = await Membership.findAll({ where, transaction, lock: transaction.LOCK.UPDATE, raw: true })
      for (const row of rows) found.set(row.member, row)
    }
    return found
  }

  /** The first of its kind to cross the line turns every membership large, for good (design §4). */
  async function isLarge(room: RoomData, count: number, { transaction }: Act): Promise<boolean> {
    const where = { site: room.site, room: room.id, large: true }
    if (room.memberCount > 0 && (await Membership.findOne({ where, attributes: ['member'], transaction, raw: true })))
      return true
    if (count <= limits.largeRoomMembers) return false
    await Membership.update({ large: true }, { where: { site: room.site, room: room.id }, transaction })
    return true
  }

  return {
    named,

    async lockRoom({ site, room }, { transaction }) {
      const row = await Room.findOne({
        where: { site, id: room },
        transaction,
        lock: transaction.LOCK.UPDATE,
        raw: true,
      })
      if (!row) throw notFound()
      return row
    },

    async change(room, wishes, act) {
      const before = await named(
        room,
        wishes.map(({ member }) => member.id),
        act,
      )
      const after = new Map(before)
      // What was said before and is not archived yet is read, too: the archiver completes the marker's seq.
      const lastPosition = Math.max(room.lastPosition, newestPosition(roomKey(room, room.id)))
      const changed = wishes.flatMap((wish) => {
        const row = nextMembership({ ...room, lastPosition }, before.get(wish.member.id), wish, act.now)
        return row ? [{ row, member: wish.member }] : []
      })
      if (changed.length < wishes.length) act.repeats(room)
      if (changed.length === 0) return after

      const active = (row: Pick<MembershipData, 'state'> | undefined) => (row?.state === 'active' ? 1 : 0)
      const delta = changed.reduce((sum, { row }) => sum + active(row) - active(before.get(row.member)), 0)
      const memberCount = room.memberCount + delta
      if (delta > 0 && memberCount > limits.roomMembers)
        throw new Refusal({
          code: 'FULL',
          message: `This room is full: it holds at most ${limits.roomMembers} members`,
          limit: limits.roomMembers,
        })

      const large = await isLarge(room, memberCount, act)
      const { transaction } = act
      for (const part of chunks(changed)) {
        const rows = part.map(({ row }) => ({ ...row, large }))
        await Membership.bulkCreate(rows, { updateOnDuplicate: UPDATED, transaction })
      }
      if (delta !== 0) await Room.update({ memberCount }, { where: { site: room.site, id: room.id }, transaction })
      room.memberCount = memberCount
      for (const { row, member } of changed) {
        after.set(row.member, { ...row, large })
        act.membership(room, { member, state: row.state, role: row.role, version: row.version })
      }
      return after
    },
  }
}

export function* chunks<T>(items: readonly T[]): Generator<T[]> {
  for (let from = 0; from < items.length; from += CHUNK) yield items.slice(from, from + CHUNK)
}
