import type { Member, MembershipState, RoomRole } from '@damso/schema/model'
import type { MembershipData, RoomData } from './shapes.ts'

/** What a membership is to become. */
export interface Wish {
  member: Member
  state: MembershipState
  /** Absent: as it is; `member` for a new one. */
  role?: RoomRole | undefined
  /** States that it may come from; `none`: there was no membership yet. A row in another state stays as it is. */
  from: readonly (MembershipState | 'none')[]
}

/** Whether it is `large` is the room's matter. */
type NextMembership = Omit<MembershipData, 'large'>

/**
 * The row that a wish leads to; undefined: nothing changes. Who comes in has read what was said before: their marker
 * stands at the room's last message.
 */
export function nextMembership(
  room: RoomData,
  before: MembershipData | undefined,
  { member, state, role, from }: Wish,
  now: number,
): NextMembership | undefined {
  if (!from.includes(before?.state ?? 'none')) return undefined
  if (!before) {
    return {
      ...{
        site: room.site,
        room: room.id,
        member: member.id,
        role: role ?? 'member',
        state,
        version: 1,
        joinedAt: now,
      },
      ...{ readPosition: room.lastPosition, readSeq: room.lastSeq, notify: 'all', mutedUntil: null },
      actAt: room.actAt,
    }
  }
  if (before.state === state) {
    return role === undefined || role === before.role ? undefined : { ...before, role, version: before.version + 1 }
  }
  const changed = { ...before, state, version: before.version + 1 }
  if (state !== 'active') return changed
  return {
    ...changed,
    role: role ?? 'member',
    joinedAt: now,
    readPosition: Math.max(before.readPosition, room.lastPosition),
    readSeq: Math.max(before.readSeq, room.lastSeq),
    actAt: room.actAt,
  }
}
