/**
 * The headless client of Damso: sessions, live rooms, unsent messages; no DOM.
 * @module
 */
export type { Api } from './api.ts'
export type { Chat } from './chat.ts'
export { ClientFault, type ClientFaultCode } from './client-fault.ts'
export type { Connection, ConnectionState } from './connection.ts'
export { type Client, type ClientOptions, createClient } from './create-client.ts'
export type { Draft, Drafts } from './drafts.ts'
export {
  type Candidate,
  createManagement,
  type Management,
  type NewRoom,
  type RoomSettings,
} from './management.ts'
export type { Found } from './membership.ts'
export type { ClientMessage, Mention, Quote } from './message.ts'
export { type RoomStart, startOf } from './pages.ts'
export type { ActResult, Refused } from './refused.ts'
export type { OpenRoom } from './room.ts'
export type { Person, RoomMember, RosterPage } from './room-members.ts'
export type { ReactionHolders } from './room-questions.ts'
export type { News, RoomDetails, RoomSummary, Rooms, RoomsState } from './rooms.ts'
export { Roster, type RosterState } from './roster.ts'
export { Session, type SessionState } from './session.ts'
export type { Signals, SignalsState } from './signals.ts'
export { Store, type Unsubscribe } from './store.ts'
export type { Notice, Timeline, TimelineState } from './timeline.ts'
export { type TokenProvider, tokenFromUrl } from './token.ts'
export type { Unsent, UnsentMessage } from './unsent.ts'
export type { KeyValueStorage } from './unsent-storage.ts'
