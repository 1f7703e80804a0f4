import type { EndedCode } from './fault.ts'
import type { MemberId, MessageId, Nonce, RoomId } from './ids.ts'
import type { Member } from './member.ts'
import type { MembershipState, RoomRole } from './membership.ts'
import type { Position } from './position.ts'
import type { RecordBodies } from './record.ts'

interface InRoom {
  room: RoomId
  position: Position
}

/** First MESSAGE of a room subscription (design §7). */
export interface SubscribedEvent extends InRoom {
  type: 'subscribed'
  /** True: everything after `after` follows. False: drop the room's pages, load the newest page, subscribe after it. */
  recovered: boolean
}

/** Last MESSAGE of a subscription. */
export interface EndedEvent {
  type: 'ended'
  room: RoomId
  code: EndedCode
}

export interface MessageEvent extends InRoom {
  type: 'message'
  id: MessageId
  nonce: Nonce
  sender: Member | null
  text: string
  replyTo: MessageId | null
  mentions: MemberId[]
  at: number
}

export interface EditedEvent extends InRoom {
  type: 'edited'
  message: MessageId
  actor: Member | null
  text: string
  at: number
}

export interface DeletedEvent extends InRoom {
  type: 'deleted'
  message: MessageId
  actor: Member | null
  moderator: boolean
  at: number
}

export interface ReactionEvent extends InRoom {
  type: 'reaction'
  message: MessageId
  member: MemberId
  emoji: string
  on: boolean
}

export interface WithdrawnEvent extends InRoom {
  type: 'withdrawn'
  message: MessageId
  withdrawnPosition: Position
}

export interface MembershipEvent extends InRoom {
  type: 'membership'
  member: Member
  state: MembershipState
  role: RoomRole
  version: number
}

export type RoomEvent = InRoom & { type: 'room' } & RecordBodies['room']

/** What a room's log says, as its subscribers see it. */
export type RecordEvent =
  | MessageEvent
  | EditedEvent
  | DeletedEvent
  | ReactionEvent
  | WithdrawnEvent
  | MembershipEvent
  | RoomEvent

/** From node to node: may be lost; never archived. `readSeq` is for the member's own devices alone. */
export type Signal =
  | { type: 'typing'; member: Pick<Member, 'id' | 'name'> }
  | { type: 'read'; member: MemberId; position: Position; readSeq: number }
  | { type: 'presence'; member: MemberId; online: boolean }

/** The same to a room's subscribers. */
export type SignalEvent = { room: RoomId } & (
  | Exclude<Signal, { type: 'read' }>
  | { type: 'read'; member: MemberId; position: Position }
)

/** Everything on `/topic/rooms/{room}`. */
export type TopicEvent = SubscribedEvent | EndedEvent | RecordEvent | SignalEvent

/** Replaces what a badge showed: at most one a second and room. */
export interface ActivityEvent {
  type: 'activity'
  room: RoomId
  lastSeq: number
  lastPosition: Position
}

/** The caller's own membership changed, anywhere. */
export interface OwnMembershipEvent {
  type: 'membership'
  room: RoomId
  state: MembershipState
  role: RoomRole
  version: number
}

/** The caller read on another device. */
export interface OwnReadEvent {
  type: 'read'
  room: RoomId
  position: Position
  readSeq: number
}

/** Everything on `/user/queue/events`; `subscribed` orders a refetch of the room list. */
export type UserEvent = { type: 'subscribed' } | ActivityEvent | OwnMembershipEvent | OwnReadEvent
