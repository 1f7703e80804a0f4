import { notifyLevels, parse, position, type RoomId, roomKey } from '@damso/schema/model'
import type { RoomService, ViewedRoom, Viewer } from '@damso/schema/services'
import * as v from 'valibot'
import { notFound } from '../access/may.ts'
import { type Admit, createAdmit } from './admit.ts'
import { createMembershipRows } from './change-memberships.ts'
import { createCommit } from './commit.ts'
import { createCreateRoom } from './create-room.ts'
import { createFanOutReads, type FanOutReads } from './fan-out-reads.ts'
import { createLists } from './lists.ts'
import { createReadMarkers } from './mark-read.ts'
import { createOpenDirect } from './open-direct.ts'
import type { RoomsOptions } from './options.ts'
import { createRoomMembers } from './room-members.ts'
import { createRoomSettings } from './room-settings.ts'
import { toMembership } from './shapes.ts'
import { createViews } from './views.ts'

/** Rooms and who is in them: the use cases of both protocols, and what identity and the live side need of them. */
export interface Rooms extends RoomService, FanOutReads {
  /** Lets a token's member in on its first use. */
  admit: Admit
  stop(): Promise<void>
}

/** Ids looked up in one statement. */
const IDS = 500

export function createRooms(options: RoomsOptions): Rooms {
  const { database, access, newestPosition, caughtUp } = options
  const commit = createCommit(options)
  const memberships = createMembershipRows(database, newestPosition)
  const views = createViews(database)
  const markers = createReadMarkers(options)
  const createRoom = createCreateRoom(database, commit, memberships)
  const openDirect = createOpenDirect(options, commit, memberships)

  return {
    ...createLists(options),
    ...createRoomSettings(options, commit, memberships, views),
    ...createRoomMembers(options, commit, memberships, views),
    ...createFanOutReads(database),
    admit: createAdmit(database, commit, memberships),

    async find(viewer, by) {
      if ('key' in by) return views.byKey(viewer, by.key)
      return (await views.byIds(viewer, [by.id])).get(by.id)
    },

    async findMany(viewer, ids) {
      const found = new Map<RoomId, ViewedRoom>()
      for (let from = 0; from < ids.length; from += IDS)
        for (const [id, room] of await views.byIds(viewer, ids.slice(from, from + IDS))) found.set(id, room)
      return ids.map((id) => found.get(id))
    },

    create: async (viewer, input) => views.after(viewer, await createRoom(viewer, input)),

    openDirect: async (viewer, other) => views.after(viewer, await openDirect(viewer, other)),

    async setNotify(viewer, id, notify) {
      const level = parse(v.picklist(notifyLevels), notify, 'notify')
      const where = { site: viewer.site, room: id, member: viewer.member.id, state: 'active' as const }
      await database.write((transaction) =>
        database.models.Membership.update({ notify: level }, { where, transaction }),
      )
      const row = await database.models.Membership.findOne({ where, raw: true })
      if (!row) throw notFound()
      return toMembership(row)
    },

    async markRead(viewer, id, to) {
      const room = roomKey(viewer, id)
      const wanted = parse(position, to, 'position')
      await memberOnly(viewer, id)
      await caughtUp(room, wanted)
      const membership = await markers.raise(room, viewer.member.id, Math.min(wanted, newestPosition(room)))
      if (!membership) throw notFound()
      return membership
    },

    stop: () => markers.stop(),
  }

  /** A site's operator reads rooms that they are no member of, and has no marker there. */
  async function memberOnly(viewer: Viewer, id: RoomId): Promise<void> {
    const { membership } = await access.check(viewer, 'read', id)
    if (membership?.state !== 'active') throw notFound()
  }
}
