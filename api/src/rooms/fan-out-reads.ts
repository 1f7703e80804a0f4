import type { MemberId, Room, RoomKey, SiteId } from '@damso/schema/model'
import { Op } from 'sequelize'
import type { Database } from '../database/database.ts'
import { chunks } from './change-memberships.ts'

/** What changes of a room with every batch of its records. */
export type RoomTail = Pick<Room, 'site' | 'id' | 'lastSeq' | 'lastPosition' | 'lastChangePosition' | 'memberCount'>

/** What the live side asks of SQL: about many rooms or members at once, never one by one. */
export interface FanOutReads {
  /** One statement for each 500 rooms; absent ones are left out, in no order. */
  summaries(rooms: readonly RoomKey[]): Promise<RoomTail[]>
  /** The room's active members, at most so many; for rooms that push activity at all (`limits.activityMembers`). */
  memberIdsOf(room: RoomKey, limit: number): Promise<MemberId[]>
  /** Which of these are active members of the room. */
  membersAmong(room: RoomKey, members: readonly MemberId[]): Promise<Set<MemberId>>
}

export function createFanOutReads({ models }: Pick<Database, 'models'>): FanOutReads {
  const { Membership, Room } = models
  const active = ({ site, room }: RoomKey) => ({ site, room, state: 'active' as const })

  return {
    async summaries(rooms) {
      const found: RoomTail[] = []
      for (const part of chunks(rooms)) {
        const sites = [...new Set(part.map(({ site }) => site))]
        const roomsOf = (site: SiteId) => part.filter((key) => key.site === site).map(({ room }) => room)
        const where = { [Op.or]: sites.map((site) => ({ site, id: roomsOf(site) })) }
        const attributes = ['site', 'id', 'lastSeq', 'lastPosition', 'lastChangePosition', 'memberCount']
        found.push(...(await Room.findAll({ where, attributes, raw: true })))
      }
      return found
    },

    async memberIdsOf(room, limit) {
      const rows = await Membership.findAll({ where: active(room), attributes: ['member'], limit, raw: true })
      return rows.map(({ member }) => member)
    },

    async membersAmong(room, members) {
      const found = new Set<MemberId>()
      for (const member of chunks(members)) {
        const where = { ...active(room), member }
        for (const row of await Membership.findAll({ where, attributes: ['member'], raw: true })) found.add(row.member)
      }
      return found
    },
  }
}
