import type { ConnectionState } from '../client/connection.ts'
import type { ErrorDetail } from './report.ts'

/** A room as a page knows it. */
export interface RoomRef {
  /** Damso's id. */
  id: string
  /** The site's own key, where the room has one. */
  key: string | null
}

/** What a chat tells its page. All of them bubble; those marked so do nothing where the page calls `preventDefault()`. */
export interface DamsoEventMap {
  /** The panel is about to open; cancelable. */
  'damso-open': CustomEvent<null>
  /** The panel closed. */
  'damso-close': CustomEvent<null>
  /** A room is about to show; cancelable: what showed before stays. */
  'damso-room': CustomEvent<{ room: RoomRef }>
  /** A message is about to be sent; cancelable: its text stays in the composer. */
  'damso-send': CustomEvent<{ room: RoomRef; text: string }>
  /** Others wrote. Never with their text: every script of a page hears its events. */
  'damso-message': CustomEvent<{ room: RoomRef; id: string; sender: { id: string; name: string } | null }>
  /** Unread messages in all rooms. */
  'damso-unread': CustomEvent<{ total: number }>
  /** The live connection changed its state. */
  'damso-connection': CustomEvent<{ state: ConnectionState }>
  /** Something is wrong that the page's developer can mend; cancelable: the console stays quiet. */
  'damso-error': CustomEvent<ErrorDetail>
}

declare global {
  interface GlobalEventHandlersEventMap extends DamsoEventMap {}
}
