import { WebSocket } from 'ws'
import { Queue } from './queue.ts'
import { encodeFrame, type Frame, FrameReader } from './stomp-frame.ts'

/** The connection ended: by an ERROR of the server, by a close code, or with its process. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
  /** WebSocket close code; 1006 when the process died. */
  readonly closeCode: number
  readonly reason: string
  /** The server's ERROR, where there was one. */
  readonly error: Frame | undefined

  constructor(closeCode: number, reason: string, error: Frame | undefined) {
    super(`closed with ${closeCode} ${reason} ${error?.headers.get('code') ?? ''} ${error?.body ?? ''}`.trim())
    this.closeCode = closeCode
    this.reason = reason
    this.error = error
  }
}

export interface ConnectOptions {
  /** `ws://127.0.0.1:4000/stomp` */
  url: string
  site: string
  token: string
  /** Of the page; a program has none. */
  origin?: string
}

/**
 * A STOMP client for tests: every frame can be awaited, and a SEND is a promise of its RECEIPT. It neither reconnects nor
 * sends heart-beats.
 */
export class StompClient {
  /** ERROR, RECEIPT nobody waits for, MESSAGE nobody listens to: in order. */
  readonly frames = new Queue<Frame>()
  /** Resolves, never rejects, when the connection is over. */
  readonly closed: Promise<ConnectionLost>
  readonly #socket: WebSocket
  readonly #receipts = new Map<string, (frame: Frame) => void>()
  readonly #listeners = new Map<string, (event: unknown, frame: Frame) => void>()
  #error: Frame | undefined
  #receiptNumber = 0
  #lost: ConnectionLost | undefined

  /** A socket on which nothing was said yet. */
  constructor(url: string, { origin, protocols = ['v12.stomp'] }: { origin?: string; protocols?: string[] } = {}) {
    this.#socket = new WebSocket(url, protocols, { ...(origin !== undefined && { origin }), perMessageDeflate: false })
    const reader = new FrameReader()
    this.#socket.on('message', (data) => {
      for (const frame of reader.read(data as Buffer)) this.#take(frame)
    })
    this.#socket.on('error', () => {}) // 'close' follows
    this.closed = new Promise((resolve) => {
      this.#socket.on('close', (code, reason) => {
        this.#lost = new ConnectionLost(code, reason.toString(), this.#error)
        this.frames.end(this.#lost)
        resolve(this.#lost)
      })
    })
  }

  /** @throws {ConnectionLost} where the server does not answer with CONNECTED */
  static async connect({ url, site, token, origin }: ConnectOptions): Promise<StompClient> {
    const client = new StompClient(url, origin === undefined ? {} : { origin })
    await client.opened()
    client.write(encodeFrame('CONNECT', { 'accept-version': '1.2', host: site, passcode: token }))
    await client.frames.next(({ command }) => command === 'CONNECTED', { what: 'CONNECTED' })
    return client
  }

  /** @throws {ConnectionLost} where the handshake fails */
  async opened(): Promise<void> {
    if (this.#socket.readyState === WebSocket.OPEN) return
    const opened = new Promise<void>((resolve) => this.#socket.once('open', resolve))
    await Promise.race([opened, this.closed.then((lost) => Promise.reject(lost))])
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** Octets as they are, for what no client should say. */
  write(octets: string | Uint8Array): void {
    if (this.isOpen) this.#socket.send(octets)
  }

  /**
   * SENDs JSON, or text as it is.
   * @returns headers of the RECEIPT: `outcome`, `position`, `message-id`, `code`
   * @throws {ConnectionLost} where none came: nobody knows the outcome
   */
  async send(destination: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.#receiptNumber += 1
    const receipt = `receipt-${this.#receiptNumber}`
    const answered = new Promise<Frame>((resolve) => this.#receipts.set(receipt, resolve))
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    this.write(encodeFrame('SEND', { destination, receipt, 'content-type': 'application/json', ...headers }, text))
    const frame = await Promise.race([answered, this.closed.then((lost) => Promise.reject(lost))])
    return Object.fromEntries(frame.headers) as Record<string, string | undefined>
  }

  /**
   * @param onEvent called with the JSON of each MESSAGE, in order; without it MESSAGEs go to `frames`
   */
  subscribe<E>(
    destination: string,
    {
      id = destination,
      after,
      onEvent,
    }: { id?: string; after?: number; onEvent?: (event: E, frame: Frame) => void } = {},
  ): void {
    if (onEvent) this.#listeners.set(id, onEvent as (event: unknown, frame: Frame) => void)
    this.write(encodeFrame('SUBSCRIBE', { destination, id, ...(after !== undefined && { after: String(after) }) }))
  }

  unsubscribe(id: string): void {
    this.#listeners.delete(id)
    this.write(encodeFrame('UNSUBSCRIBE', { id }))
  }

  /** The next event, of any subscription without a listener, that matches. */
  async event<E>(match: (event: E) => boolean = () => true): Promise<E> {
    const frame = await this.frames.next(({ command, body }) => command === 'MESSAGE' && match(JSON.parse(body) as E), {
      what: 'MESSAGE',
    })
    return JSON.parse(frame.body) as E
  }

  /** Closes the socket, without DISCONNECT as browsers do when a page goes. */
  async close(): Promise<void> {
    this.#socket.close()
    await this.closed
  }

  /** Cuts the line without a farewell. */
  async destroy(): Promise<void> {
    this.#socket.terminate()
    await this.closed
  }

  #take(frame: Frame): void {
    if (frame.command === 'ERROR') this.#error = frame
    const receipt = frame.headers.get('receipt-id') ?? ''
    const waiter = frame.command === 'RECEIPT' ? this.#receipts.get(receipt) : undefined
    const listener =
      frame.command === 'MESSAGE' ? this.#listeners.get(frame.headers.get('subscription') ?? '') : undefined
    if (waiter) {
      this.#receipts.delete(receipt)
      waiter(frame)
    } else if (listener) listener(JSON.parse(frame.body), frame)
    else this.frames.push(frame)
  }
}
