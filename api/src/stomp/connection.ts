import type {
  Connection,
  EncodedFrame,
  OutgoingMessage,
  StompError,
  StompVersion,
  Subscription,
} from './application.ts'
import { encodeMessage, heartBeat } from './codec/index.ts'
import type { Engine } from './engine.ts'
import type { Flushable } from './flusher.ts'
import { deadAfter, sendAfter } from './heart-beat.ts'
import type { Session } from './session.ts'
import type { Sleeper } from './timer-wheel.ts'
import { unsentBytes, type Wire } from './wire.ts'

const nothing = Buffer.alloc(0)
const RESUME = 4000

export interface Peer {
  id: string
  origin: string | undefined
  remoteAddress: string
}

/** The outgoing side of one client, and its deadlines. What frames mean is the session's. */
export class StompConnection implements Connection, Flushable, Sleeper {
  readonly id: string
  readonly origin: string | undefined
  readonly remoteAddress: string
  readonly session: Session
  readonly #engine: Engine
  readonly #wire: Wire
  slot = -1
  version: StompVersion = '1.2'
  closed = false
  /** Agreed heart-beats, milliseconds; 0 is off. */
  sendEvery = 0
  receiveEvery = 0
  #queue: Buffer[] = []
  #queuedBytes = 0
  #drainWaiters: (() => void)[] | undefined
  #lastReceived: number
  #lastSent: number
  /** When the hello, and after `closed` the lingering, is over. */
  #deadline: number | undefined
  #paused = false
  #unsent = 0
  #stalledSince: number | undefined

  constructor(engine: Engine, wire: Wire, peer: Peer, createSession: (connection: StompConnection) => Session) {
    this.#engine = engine
    this.#wire = wire
    this.id = peer.id
    this.origin = peer.origin
    this.remoteAddress = peer.remoteAddress
    this.#lastReceived = engine.wheel.now
    this.#lastSent = engine.wheel.now
    this.#deadline = engine.wheel.now + engine.limits.helloMilliseconds
    this.session = createSession(this)
    this.#schedule()
  }

  get transport(): 'websocket' | 'tcp' {
    return this.#wire.transport
  }

  get bufferedBytes(): number {
    return this.#queuedBytes + this.#wire.socket.writableLength
  }

  write(frame: EncodedFrame): void {
    if (this.closed) return
    const bytes = this.#wire.transport === 'websocket' ? frame.webSocket : frame.stomp
    this.#queuedBytes += bytes.length
    if (this.#queue.push(bytes) === 1) this.#engine.flusher.add(this)
    if (this.bufferedBytes > this.#engine.limits.socketBytes) this.#giveUp('too much is unread')
  }

  message(subscription: Subscription, message: OutgoingMessage): void {
    if (this.closed) return
    const ack = subscription.ack === 'auto' ? undefined : this.session.expectAcknowledgement(subscription, message)
    if (ack !== undefined || subscription.ack === 'auto')
      this.write(encodeMessage(message, subscription.id, this.version, ack))
  }

  onceDrained(callback: () => void): void {
    if (this.bufferedBytes === 0) {
      callback()
      return
    }
    this.#drainWaiters ??= []
    this.#drainWaiters.push(callback)
    if (this.#queue.length === 0) this.#tellDrained()
  }

  /** One socket write for all that was queued. */
  flush(): void {
    const { socket } = this.#wire
    if (this.#queue.length === 0) return
    const bytes = this.#engine.flusher.join(this.#queue)
    this.#queue.length = 0
    this.#queuedBytes = 0
    if (socket.destroyed) return
    socket.write(bytes)
    this.#lastSent = this.#engine.wheel.now
    if (socket.writableLength > 0 && this.#stalledSince === undefined) {
      this.#stalledSince = this.#engine.wheel.now
      this.#unsent = unsentBytes(socket)
      this.#schedule()
    }
    if (this.#drainWaiters !== undefined) this.#tellDrained()
  }

  fail(error: StompError): void {
    this.session.fail(error)
  }

  close(closeCode: number, reason: string): void {
    if (this.closed) return
    this.flush()
    this.closed = true
    this.#deadline = this.#engine.wheel.now + this.#engine.limits.lingerMilliseconds
    this.#schedule()
    this.#wire.end(closeCode, reason)
    this.#wire.resume() // unread input would turn our farewell into a reset
    this.session.end()
  }

  /** Any octet counts as life. */
  received(): void {
    this.#lastReceived = this.#engine.wheel.now
  }

  /** The hello is over: deadlines are those of the heart-beats now. */
  opened(): void {
    this.#deadline = undefined
    this.#lastReceived = this.#engine.wheel.now
    this.#schedule()
  }

  /** The client said DISCONNECT and closes by itself; it has so long. */
  leaving(): void {
    this.receiveEvery = 0
    this.#deadline = this.#engine.wheel.now + this.#engine.limits.lingerMilliseconds
    this.#schedule()
  }

  pause(): void {
    this.#paused = true
    this.#wire.pause()
  }

  resume(): void {
    this.#paused = false
    this.received()
    this.#wire.resume()
  }

  /** The socket is gone. */
  gone(): void {
    this.closed = true
    this.#queue.length = 0
    this.#queuedBytes = 0
    this.#drainWaiters = undefined
    this.#engine.wheel.cancel(this)
    this.session.end()
    this.#engine.ended(this.session)
  }

  destroy(): void {
    this.#wire.destroy()
  }

  wake(now: number): void {
    if (this.#deadline !== undefined && now >= this.#deadline) {
      this.#deadline = undefined
      if (this.closed) this.#wire.destroy()
      else this.session.late()
    } else if (!this.closed) {
      if (this.#silent(now)) this.close(RESUME, 'no heart-beat came')
      else if (this.sendEvery > 0 && now >= this.#lastSent + sendAfter(this.sendEvery)) this.write(heartBeat)
      if (this.#stalled(now)) this.#giveUp('nothing was read')
    }
    this.#schedule()
  }

  #silent(now: number): boolean {
    if (this.#paused) this.#lastReceived = now // it is we who do not listen
    return this.receiveEvery > 0 && now >= this.#lastReceived + deadAfter(this.receiveEvery)
  }

  #stalled(now: number): boolean {
    if (this.#stalledSince === undefined) return false
    const unsent = unsentBytes(this.#wire.socket)
    if (this.#wire.socket.writableLength === 0) this.#stalledSince = undefined
    else if (unsent !== this.#unsent) this.#stalledSince = now
    this.#unsent = unsent
    return this.#stalledSince !== undefined && now >= this.#stalledSince + this.#engine.limits.socketStallMilliseconds
  }

  /** A slow reader: what was not begun is dropped, and the close code says that it has to catch up. */
  #giveUp(why: string): void {
    this.#engine.logger.warn({ connection: this.id, bufferedBytes: this.bufferedBytes }, `slow socket: ${why}`)
    this.#queue.length = 0
    this.#queuedBytes = 0
    this.close(RESUME, why)
  }

  #tellDrained(): void {
    const tell = () => {
      const waiters = this.#drainWaiters ?? []
      this.#drainWaiters = undefined
      for (const waiter of waiters) waiter()
    }
    // 'drain' comes only after a full buffer; the callback of an empty write comes after every write before it.
    if (this.#wire.socket.writableLength === 0) tell()
    else this.#wire.socket.write(nothing, (error) => (error ? undefined : tell()))
  }

  /** One wake-up, for the nearest of all deadlines. */
  #schedule(): void {
    const { now } = this.#engine.wheel
    let next = this.#deadline ?? Number.POSITIVE_INFINITY
    if (!this.closed) {
      if (this.receiveEvery > 0) next = Math.min(next, this.#lastReceived + deadAfter(this.receiveEvery))
      if (this.sendEvery > 0) next = Math.min(next, this.#lastSent + sendAfter(this.sendEvery))
      // Progress is looked at four times in the allowed span.
      if (this.#stalledSince !== undefined) next = Math.min(next, now + this.#engine.limits.socketStallMilliseconds / 4)
    }
    if (next === Number.POSITIVE_INFINITY) this.#engine.wheel.cancel(this)
    else this.#engine.wheel.schedule(this, next - now)
  }
}
