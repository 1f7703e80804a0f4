import {
  type OutgoingMessage,
  type ReceiptHeaders,
  StompError,
  type StompVersion,
  type Subscription,
} from './application.ts'
import { Decoder, encodeFrame, type Frame } from './codec/index.ts'
import { type Handler, handlers } from './commands/index.ts'
import type { StompConnection } from './connection.ts'
import type { Engine } from './engine.ts'
import { helloLimits } from './limits.ts'
import { Subscriptions } from './subscriptions.ts'
import { Transactions } from './transactions.ts'

/**
 * hello: nothing was said · connecting: the application considers it · open · leaving: DISCONNECT was said, or the server
 * drains; earlier frames are still answered · ended: nothing is read or called any more
 */
type Stage = 'hello' | 'connecting' | 'open' | 'leaving' | 'ended'

/** What one client says, frame by frame. */
export class Session {
  readonly engine: Engine
  readonly connection: StompConnection
  readonly subscriptions = new Subscriptions()
  /** What the application calls this client; meaningful while `connected`. */
  state: unknown
  stage: Stage = 'hello'
  readonly #decoder: Decoder
  #transactions: Transactions | undefined
  #connected = false
  #inFlight = 0
  #paused = false
  #deliveries = 0
  #whenIdle: (() => void) | undefined

  constructor(engine: Engine, connection: StompConnection) {
    this.engine = engine
    this.connection = connection
    this.#decoder = new Decoder(helloLimits(engine.limits))
  }

  get transactions(): Transactions {
    this.#transactions ??= new Transactions(this.engine.limits)
    return this.#transactions
  }

  receive(chunk: Buffer): void {
    this.connection.received()
    if (this.stage === 'leaving' || this.stage === 'ended') return
    this.#decoder.feed(chunk)
    this.#read()
  }

  /** The version is settled, and with it how everything after this frame is read. */
  agree(version: StompVersion): void {
    this.connection.version = version
    this.#decoder.version = version
  }

  /** The application has let the client in. */
  opened(state: unknown): void {
    this.state = state
    this.#connected = true
    // The socket may have gone while the application was thinking: it learns of both.
    if (this.stage === 'ended') this.#disconnected()
    if (this.stage !== 'connecting') return
    this.stage = 'open'
    this.#decoder.limits = this.engine.limits
    this.connection.opened()
  }

  /**
   * Notes a delivery in a client mode.
   * @returns its `ack` header; undefined if nothing may be delivered: the subscription is closed, or holds too much
   */
  expectAcknowledgement(subscription: Subscription, message: OutgoingMessage): string | undefined {
    if (!this.subscriptions.has(subscription)) return undefined
    if (subscription.waiting >= this.engine.limits.unacknowledged) {
      this.fail(new StompError('LIMIT', `at most ${this.engine.limits.unacknowledged} messages wait for ACK`))
      return undefined
    }
    this.#deliveries += 1
    const ack = String(this.#deliveries)
    subscription.expect(this.connection.version === '1.2' ? ack : message.messageId, message.ack ?? message.messageId)
    return ack
  }

  /** A deadline has passed: nobody said hello, the application did not answer it, or a goodbye takes too long. */
  late(): void {
    if (this.stage === 'hello')
      this.fail(new StompError('LIMIT', `CONNECT comes within ${this.engine.limits.helloMilliseconds} ms`))
    else if (this.stage === 'connecting') this.connection.close(4000, 'RESUME')
    else if (this.#whenIdle !== undefined) this.#finish()
    else this.connection.close(1000, 'goodbye')
  }

  /** Reads no further; `then` once the frames read so far are answered, at once if they were. */
  leave(then: () => void): void {
    if (this.stage === 'leaving') return
    if (this.stage === 'ended') {
      then()
      return
    }
    this.stage = 'leaving'
    this.#whenIdle = then
    this.#settle()
  }

  /** ERROR, then close. */
  fail(error: StompError, receipt?: string): void {
    if (this.connection.closed) return
    const headers: [string, string][] = [
      ['code', error.code],
      ['message', error.message],
      ['content-type', 'text/plain'],
      ...Object.entries(error.headers),
    ]
    if (receipt !== undefined) headers.push(['receipt-id', receipt])
    this.connection.write(encodeFrame({ command: 'ERROR', headers, body: error.message }, this.connection.version))
    this.connection.close(error.closeCode, error.code)
  }

  /** Idempotent: the connection is closed, however it came to that. */
  end(): void {
    if (this.stage === 'ended') return
    this.stage = 'ended'
    this.#disconnected()
  }

  #disconnected(): void {
    if (!this.#connected) return
    this.#connected = false
    try {
      this.engine.application.disconnect(this.state)
    } catch (error) {
      this.engine.logger.error({ error, connection: this.connection.id }, 'a session could not be ended')
    }
  }

  get #readable(): boolean {
    return (this.stage === 'open' || this.stage === 'hello') && this.#inFlight < this.engine.limits.inFlight
  }

  #read(): void {
    try {
      while (this.#readable) {
        const frame = this.#decoder.next()
        if (frame === undefined) break
        this.#handle(frame)
      }
    } catch (error) {
      this.#fault(error, this.#decoder.receipt)
    }
    this.#hold(this.stage === 'connecting' || (this.stage === 'open' && !this.#readable))
  }

  /** Backpressure: a client that says more than the application takes is not read. */
  #hold(paused: boolean): void {
    if (paused === this.#paused || this.connection.closed) return
    this.#paused = paused
    if (paused) this.connection.pause()
    else this.connection.resume()
  }

  #handle(frame: Frame): void {
    const receipt = receiptOf(frame)
    try {
      const work = this.#handlerOf(frame)(this, frame)
      if (work === undefined) this.#receipt(receipt)
      else this.#follow(work, receipt)
    } catch (error) {
      this.#fault(error, receipt)
    }
  }

  #handlerOf(frame: Frame): Handler {
    const hello = frame.command === 'CONNECT' || frame.command === 'STOMP'
    if (this.stage === 'hello' && !hello) throw new StompError('PROTOCOL', 'the first frame is CONNECT or STOMP')
    if (this.stage !== 'hello' && hello) throw new StompError('PROTOCOL', 'this connection is open already')
    const handler = handlers.get(frame.command)
    if (handler === undefined) throw new StompError('PROTOCOL', 'unknown command')
    return handler
  }

  #follow(work: Promise<ReceiptHeaders | undefined>, receipt: string | undefined): void {
    this.#inFlight += 1
    work
      .then(
        (headers) => this.#receipt(receipt, headers),
        (error: unknown) => this.#fault(error, receipt),
      )
      .then(() => {
        this.#inFlight -= 1
        this.#settle()
      })
  }

  #settle(): void {
    if (this.stage !== 'leaving') this.#read()
    else if (this.#inFlight === 0) this.#finish()
  }

  #finish(): void {
    const then = this.#whenIdle
    this.#whenIdle = undefined
    then?.()
  }

  #receipt(receipt: string | undefined, headers: ReceiptHeaders = {}): void {
    if (receipt === undefined) return
    const frame = { command: 'RECEIPT', headers: [['receipt-id', receipt] as const, ...Object.entries(headers)] }
    this.connection.write(encodeFrame(frame, this.connection.version))
  }

  /** A frame failed. What is in flight beside it is answered first, so that nobody is left to guess. */
  #fault(error: unknown, receipt: string | undefined): void {
    const fault = error instanceof StompError ? error : this.#internal(error)
    if (this.stage === 'leaving') {
      this.fail(fault, receipt)
      return
    }
    this.connection.leaving()
    this.leave(() => this.fail(fault, receipt))
  }

  #internal(error: unknown): StompError {
    this.engine.logger.error({ error, connection: this.connection.id }, 'a frame could not be handled')
    return new StompError('INTERNAL', 'the server failed; its log says why', 1011)
  }
}

/** "The receipt header … any client frame other than CONNECT"; DISCONNECT answers by itself, when all before it is answered. */
function receiptOf({ command, headers }: Frame): string | undefined {
  return command === 'CONNECT' || command === 'STOMP' || command === 'DISCONNECT' ? undefined : headers.get('receipt')
}
