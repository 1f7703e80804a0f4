import type {
  ConnectionState,
  Draft,
  RoomDetails,
  SignalsState,
  TimelineState,
  UnsentMessage,
} from '../../client/index.ts'
import type { Place } from '../timeline/place.ts'

/** Everything that a room shows; the panel gathers it from the client. */
export interface RoomView {
  details: RoomDetails | undefined
  timeline: TimelineState
  signals: SignalsState
  unsent: readonly UnsentMessage[]
  unsentFull: boolean
  draft: Draft | undefined
  connection: ConnectionState
  member: string
  unreadAfter: number | undefined
  place: Place | null
}
