/**
 * The seam between the STOMP engine and what is said over it: the engine knows frames, versions, ids, ack modes,
 * transactions and sockets; an application knows destinations. Damso's `live/` is one, the small broker another.
 * @module
 */

export type StompVersion = '1.0' | '1.1' | '1.2'
export type AckMode = 'auto' | 'client' | 'client-individual'

/** Names are attacker's words: a Map, never an object. The first of repeated headers wins. */
export type Headers = ReadonlyMap<string, string>

/** A fault that ends the connection: ERROR with `code` and `message`, then close. */
export class StompError extends Error {
  override readonly name = 'StompError'
  readonly code: string
  /** WebSocket close code; 4002 (PROTOCOL) unless said. */
  readonly closeCode: number
  /** Headers to add to ERROR. */
  readonly headers: Readonly<Record<string, string>>

  constructor(code: string, message: string, closeCode = 4002, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.code = code
    this.closeCode = closeCode
    this.headers = headers
  }
}

/** A MESSAGE encoded once for every socket that shares subscription id and version: body and WebSocket framing included. */
export interface EncodedFrame {
  /** STOMP octets, for TCP. */
  readonly stomp: Buffer
  /** The same inside one unmasked WebSocket frame. */
  readonly webSocket: Buffer
}

/** One client, whatever it came over. */
export interface Connection {
  readonly id: string
  readonly transport: 'websocket' | 'tcp'
  readonly version: StompVersion
  /** `Origin` of the WebSocket handshake; undefined over TCP and from programs. */
  readonly origin: string | undefined
  readonly remoteAddress: string
  readonly closed: boolean
  /** Octets accepted for this socket and not yet taken by the kernel. */
  readonly bufferedBytes: number
  /** Queues octets; everything queued in a tick leaves in one socket write. */
  write(frame: EncodedFrame): void
  /** Encodes and queues a MESSAGE for one subscription. */
  message(subscription: Subscription, message: OutgoingMessage): void
  /** Called once, as soon as what was queued has been taken by the kernel; immediately where nothing waits. */
  onceDrained(callback: () => void): void
  /** Sends ERROR, flushes, closes. */
  fail(error: StompError): void
  /** Flushes and closes without ERROR: for 4000 RESUME. */
  close(closeCode: number, reason: string): void
}

export interface Subscription {
  readonly id: string
  readonly destination: string
  readonly ack: AckMode
  /** The application's own end of it: the id may be used again, and an UNSUBSCRIBE that crosses this is no fault. */
  end(): void
}

export interface OutgoingMessage {
  destination: string
  messageId: string
  body: string | Uint8Array
  contentType?: string
  /** Names the delivery in client modes; given back to `acknowledge`. @default messageId */
  ack?: string
  headers?: Iterable<readonly [string, string]>
}

export interface IncomingMessage {
  readonly destination: string
  readonly headers: Headers
  /** A view into what the network gave: copy what outlives the call. */
  readonly body: Buffer
}

/** Headers to add to the RECEIPT of the frame, if one was asked for. */
export type ReceiptHeaders = Readonly<Record<string, string>>

/** What the application wants said of itself in CONNECTED. */
export interface Welcome<S> {
  session: S
  /** Headers to add to CONNECTED. */
  headers?: Readonly<Record<string, string>>
}

/**
 * The engine calls these in the order of the frames and does not wait for one before it calls the next (`connect` alone is
 * awaited): an application that needs order among its own promises keeps it itself. A frame's RECEIPT goes out when
 * its promise resolves. A rejection with `StompError` is answered by ERROR and close; any other rejection is logged and
 * answered as INTERNAL. Frames in flight per connection are bounded by `maxInFlight`: past it the socket is not read.
 */
export interface StompApplication<S> {
  /** CONNECT or STOMP, version agreed. */
  connect(headers: Headers, connection: Connection): Promise<Welcome<S>>
  /** A SEND; those of a transaction arrive together on its COMMIT. */
  send(session: S, message: IncomingMessage): Promise<ReceiptHeaders | undefined>
  /** The headers of SUBSCRIBE are given here and not kept: a subscription is held for as long as its connection. */
  subscribe(session: S, subscription: Subscription, headers: Headers): Promise<void>
  unsubscribe(session: S, subscription: Subscription): void
  /** Deliveries in the order they were made: one, or in `client` mode all up to the named one. `ok` is false for NACK. */
  acknowledge(session: S, subscription: Subscription, deliveries: readonly string[], ok: boolean): void
  /** Last call for a session, however it ended. Deliveries that were not acknowledged may be given to others. */
  disconnect(session: S): void
  /** Whether this destination may be used in a transaction and with this ack mode; throw `StompError('UNSUPPORTED', …)`. */
  check?(frame: { command: 'SEND' | 'SUBSCRIBE'; destination: string; ack?: AckMode; transaction?: string }): void
}
