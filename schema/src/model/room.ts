import type { RoomId, SiteId } from './ids.ts'
import type { Message } from './message.ts'
import type { Position } from './position.ts'

export const roomKinds = ['direct', 'group', 'public'] as const
export type RoomKind = (typeof roomKinds)[number]

export const joinPolicies = ['invite', 'open', 'operators'] as const
export type JoinPolicy = (typeof joinPolicies)[number]

export const postPolicies = ['members', 'operators'] as const
export type PostPolicy = (typeof postPolicies)[number]

export interface Room {
  site: SiteId
  id: RoomId
  /** The site's own name for it ("order-42"), unique in the site. */
  key: string | null
  kind: RoomKind
  /** Empty for a direct room: its title is the other member's name. */
  title: string
  picture: string | null
  joinPolicy: JoinPolicy
  postPolicy: PostPolicy
  /** Least seconds between two messages of one member; 0: off. */
  slowModeSeconds: number
  frozen: boolean
  memberCount: number
  /** Dense count of the room's counting records (design §4). */
  lastSeq: number
  lastPosition: Position
  /** Position of the newest archived record of any kind: a reader at or past it has missed nothing. */
  lastChangePosition: Position
  lastMessage: Message | null
  createdAt: number
}

/** What the archiver writes of a room, with its progress, in one transaction. */
export interface RoomSummary {
  site: SiteId
  room: RoomId
  lastSeq: number
  lastPosition: Position
  lastChangePosition: Position
  lastMessage: Message | null
  /** Server time of the last counting record, milliseconds; only raised. */
  actAt: number
}

/** What the viewer may do in a room now; `viewerCan` of GraphQL. */
export const roomActions = [
  'read',
  'post',
  'react',
  'invite',
  'remove',
  'setRole',
  'update',
  'deleteAny',
  'join',
  'leave',
] as const
export type RoomAction = (typeof roomActions)[number]
