import {
  type LogRecord,
  type MemberId,
  type NewRecord,
  type RoomAction,
  type RoomId,
  type RoomKey,
  roomKey,
  type SiteId,
} from '@damso/schema/model'
import type { Viewer } from '@damso/schema/services'
import type { Database } from '../database/database.ts'
import { createAccessSource } from './access-source.ts'
import { may, notFound, type RoomSettings, type Standing, whyNot } from './may.ts'
import { createMembershipCache } from './membership-cache.ts'

/** A room, and the viewer's own membership in it (a server has none). */
export interface Admitted {
  room: RoomSettings
  membership: Standing | undefined
}

export interface Access {
  /**
   * Lets a viewer do this here, or says why not. A "yes" may come from the cache; a "no" is always SQL's.
   * Who keeps something open for the answer (a subscription) registers it first and asks then, so that a removal that
   * passes meanwhile finds it.
   *
   * @throws {Refusal}
   */
  check(viewer: Viewer, action: RoomAction, room: RoomId): Promise<Admitted>
  /** Undefined: never a member. A state other than `active` is SQL's answer, not the cache's. */
  membership(site: SiteId, room: RoomId, member: MemberId): Promise<Standing | undefined>
  room(key: RoomKey): Promise<RoomSettings | undefined>
  /** Every record that the follower passes, and each as soon as its rows are committed here. */
  apply(record: LogRecord | NewRecord): void
  /** Records may have passed unseen. */
  forget(): void
}

export function createAccess({
  database,
  isFresh,
}: {
  database: Pick<Database, 'models'>
  /** Whether the follower proved within 2 s that it stood at the log's end. */
  isFresh: () => boolean
}): Access {
  const cache = createMembershipCache(createAccessSource(database), isFresh)

  return {
    async check(viewer, action, id) {
      const key = roomKey(viewer, id)
      const held = believed(key, viewer)
      if (held && may(viewer, action, held.room, held.membership)) return held
      const [room, membership] = await Promise.all([
        cache.room(key),
        viewer.kind === 'member' ? cache.membership(key, viewer.member.id) : undefined,
      ])
      if (!room) throw notFound()
      const refusal = whyNot(viewer, action, room, membership)
      if (refusal) throw refusal
      return { room, membership }
    },

    async membership(site, room, member) {
      const key = roomKey({ site }, room)
      return cache.believed(key, member) ?? (await cache.membership(key, member))
    },

    room: async (key) => cache.believedRoom(key) ?? (await cache.room(key)),

    apply: (record) => cache.apply(record),
    forget: () => cache.forget(),
  }

  function believed(key: RoomKey, viewer: Viewer): Admitted | undefined {
    const room = cache.believedRoom(key)
    if (!room) return undefined
    if (viewer.kind === 'server') return { room, membership: undefined }
    const membership = cache.believed(key, viewer.member.id)
    return membership && { room, membership }
  }
}
