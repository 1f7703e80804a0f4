import type { EventId, MemberId, MessageId, Nonce, RoomId, SiteId } from './ids.ts'
import type { Member } from './member.ts'
import type { MembershipState, RoomRole } from './membership.ts'
import type { Position } from './position.ts'
import type { JoinPolicy, PostPolicy } from './room.ts'

/** What each kind of record says. The kind is also the `type` of its live event. */
export interface RecordBodies {
  message: { nonce: Nonce; text: string; replyTo: MessageId | null; mentions: MemberId[] }
  edited: { message: MessageId; text: string }
  /** `moderator`: an operator's act, allowed on anyone's message. */
  deleted: { message: MessageId; moderator: boolean }
  reaction: { message: MessageId; emoji: string; on: boolean }
  /** A late duplicate that was shown is taken back: the one at `position`, not the message itself. */
  withdrawn: { message: MessageId; position: Position }
  membership: { member: Member; state: MembershipState; role: RoomRole; version: number }
  room: {
    title?: string
    picture?: string | null
    joinPolicy?: JoinPolicy
    postPolicy?: PostPolicy
    slowModeSeconds?: number
    frozen?: boolean
  }
}

export type RecordKind = keyof RecordBodies

interface Envelope<K extends RecordKind> {
  version: 1
  kind: K
  site: SiteId
  room: RoomId
  eventId: EventId
  /** Who did it; null: the system. */
  actor: Member | null
  /** Whether it takes a `seq` of the room. */
  counts: boolean
  /** Server time, milliseconds since 1970. */
  at: number
  body: RecordBodies[K]
}

/** What is appended to the event log. */
export type NewRecord = { [K in RecordKind]: Envelope<K> }[RecordKind]

/** What is read back: with its place. */
export type LogRecord = { [K in RecordKind]: Envelope<K> & { position: Position } }[RecordKind]
