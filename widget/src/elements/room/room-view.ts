import type { ConnectionState, RoomDetails, SignalsState, TimelineState, UnsentMessage } from '../../client/index.ts'

/** Everything that a room shows; the panel gathers it from the client. */
export interface RoomView {
  details: RoomDetails | undefined
  timeline: TimelineState
  signals: SignalsState
  unsent: readonly UnsentMessage[]
  unsentFull: boolean
  draft: string
  connection: ConnectionState
  member: string
  unreadAfter: number | undefined
}
