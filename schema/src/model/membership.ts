import type { MemberId, RoomId, SiteId } from './ids.ts'
import type { Position } from './position.ts'

export const roomRoles = ['member', 'operator', 'owner'] as const
export type RoomRole = (typeof roomRoles)[number]

/**
 * Rows are never deleted; only `active` reads and writes. Who left may join again; who was removed comes back when an
 * operator or the site's backend adds them, who was banned not before that is taken back. A token's claim brings nobody back.
 */
export const membershipStates = ['active', 'left', 'removed', 'banned'] as const
export type MembershipState = (typeof membershipStates)[number]

/** A member's wish; an operator's mute is another thing. */
export const notifyLevels = ['all', 'mentions', 'none'] as const
export type Notify = (typeof notifyLevels)[number]

export interface Membership {
  site: SiteId
  room: RoomId
  member: MemberId
  role: RoomRole
  state: MembershipState
  /** Grows with every change of role or state; the newer one wins wherever two meet. */
  version: number
  joinedAt: number
  readPosition: Position
  /** `seq` of the newest counting message at or before `readPosition`. */
  readSeq: number
  notify: Notify
  /** Milliseconds since 1970; null: may post. */
  mutedUntil: number | null
}
