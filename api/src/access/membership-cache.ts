import { type LogRecord, type MemberId, type NewRecord, type RoomKey, roomKey, roomKeyText } from '@damso/schema/model'
import type { RoomSettings, Standing } from './may.ts'
import { createReadThrough } from './read-through.ts'

/** Where the truth is asked for: the primary SQL. */
export interface AccessSource {
  membership(room: RoomKey, member: MemberId): Promise<Standing | undefined>
  room(room: RoomKey): Promise<RoomSettings | undefined>
}

export interface MembershipCache {
  /** What is held and may be believed now: an active membership, while the node is fresh. */
  believed(room: RoomKey, member: MemberId): Standing | undefined
  membership(room: RoomKey, member: MemberId): Promise<Standing | undefined>
  believedRoom(room: RoomKey): RoomSettings | undefined
  room(room: RoomKey): Promise<RoomSettings | undefined>
  apply(record: LogRecord | NewRecord): void
  forget(): void
}

/** 100,000 memberships are about 30 MB. */
const CAPACITY = { memberships: 100_000, rooms: 20_000 }

/**
 * Memberships and room settings for sends and subscriptions, kept true by the records of the log (design §8).
 *
 * @param isFresh whether the follower proved within 2 s that it stood at the log's end
 */
export function createMembershipCache(
  source: AccessSource,
  isFresh: () => boolean,
  capacity: { memberships: number; rooms: number } = CAPACITY,
): MembershipCache {
  const memberships = createReadThrough<Standing>(capacity.memberships)
  const rooms = createReadThrough<RoomSettings>(capacity.rooms)

  return {
    believed(room, member) {
      const held = memberships.held(membershipText(room, member))
      return held?.state === 'active' && isFresh() ? held : undefined
    },
    membership: (room, member) => memberships.load(membershipText(room, member), () => source.membership(room, member)),

    believedRoom: (room) => (isFresh() ? rooms.held(roomKeyText(room)) : undefined),
    room: (room) => rooms.load(roomKeyText(room), () => source.room(room)),

    apply(record) {
      if (record.kind === 'membership') {
        const { member, state, role, version } = record.body
        memberships.pass(membershipText(roomKey(record, record.room), member.id), (held) =>
          held.version < version ? { ...held, state, role, version } : held,
        )
      } else if (record.kind === 'room') {
        rooms.pass(roomKeyText(record), () => undefined)
      }
    },

    forget() {
      memberships.forget()
      rooms.forget()
    },
  }
}

/** A room id cannot hold a slash, a member id may: it stands last. */
const membershipText = (room: RoomKey, member: MemberId): string => `${roomKeyText(room)}/${member}`
