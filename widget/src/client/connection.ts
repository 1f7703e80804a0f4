import type { RecordEvent, UserEvent } from '@damso/schema/model'
import type { StompHeaders } from '@stomp/stompjs'
import type { Store, Unsubscribe } from './store.ts'

export type ConnectionState = 'off' | 'connecting' | 'connected' | 'waiting'

/** What became of a SEND. */
export type Outcome =
  | { outcome: 'stored'; position: number; id: string | undefined }
  | { outcome: 'refused'; code: string; retryAfter: number | undefined }

/** Everything on `/user/queue/events`, and `heard`: what a room said to another tab of this member. */
export type OwnEvent = UserEvent | { type: 'heard'; record: RecordEvent }

/** A socket that is open and silent for so long after a SEND is no better than a closed one. */
export const RECEIPT_TIMEOUT = 20_000

/**
 * A STOMP connection that comes back by itself. Subscriptions do not: whoever holds one listens to `state` and
 * subscribes again after the last position that it saw, which is why `connected` is told before anything is sent.
 */
export interface Connection {
  readonly state: Store<ConnectionState>
  open(): void
  close(): void
  /** The page is put away: the socket closes at once, without a word, until `open`. */
  pause(): void
  /** The network or the page came back: do not wait any longer. */
  wake(): void
  /**
   * Sends and waits for the RECEIPT.
   * @throws {ClientFault} DISCONNECTED: the outcome is unknown, send the same nonce again with `retry: true`
   */
  send(destination: string, body: object): Promise<Outcome>
  /** Sends what may be lost. */
  signal(destination: string, body: object): void
  /** Holds until the connection ends. */
  subscribe<E>(destination: string, id: string, headers: StompHeaders, listener: (event: E) => void): Unsubscribe
}
