import { destinations } from '@damso/schema/model'
import type { Connection, Outcome } from './connection.ts'
import type { Mention } from './message.ts'
import { createNonce } from './nonce.ts'
import { Store } from './store.ts'
import type { UnsentStorage } from './unsent-storage.ts'

/** A message that the server has not confirmed as stored. */
export interface UnsentMessage {
  nonce: string
  room: string
  text: string
  replyTo: string | null
  /** Whom the text names. */
  mentions: readonly Mention[]
  /** When it was written, milliseconds since 1970. */
  at: number
  /** It went out once already, with an outcome that nobody knows. */
  tried: boolean
  /** The refusal's code; null: it waits or is under way. */
  failed: string | null
  /** Refused with a time to wait until, milliseconds since 1970; null or absent: not so. */
  retryAt?: number | null
}

export interface Stored extends UnsentMessage {
  id: string
  position: number
}

export interface UnsentOptions {
  connection: Connection
  storage: UnsentStorage
  /** Before the message leaves the list, so that its bubble has no moment without either. */
  onStored: (message: Stored) => void
}

/** More than this nobody writes offline; the composer says so. */
const MOST = 100
/** A refusal that asks to wait no longer than this is waited for. */
const LONGEST_WAIT_SECONDS = 30

/**
 * What a member wrote, until it is stored. One goes out at a time, in the order of writing, under one nonce for good;
 * only `outcome: stored` (or its own message coming back) clears it.
 */
export class Unsent {
  readonly messages: Store<readonly UnsentMessage[]>
  readonly #options: UnsentOptions
  readonly #stop: () => void
  /** Rooms that take nothing for now, in slow mode: their messages wait, in order, and hold up no other room's. */
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>()
  #flushing = false
  #ended = false

  constructor(options: UnsentOptions) {
    this.#options = options
    this.messages = new Store<readonly UnsentMessage[]>(options.storage.load().slice(0, MOST))
    // After a reconnect the subscriptions go out first, in the same turn; what comes back must find them standing.
    this.#stop = options.connection.state.subscribe((state) => {
      if (state === 'connected') queueMicrotask(() => this.#flush())
    })
  }

  get full(): boolean {
    return this.messages.value.length >= MOST
  }

  /** @returns false where the list is full */
  add(room: string, text: string, replyTo: string | null = null, mentions: readonly Mention[] = []): boolean {
    if (this.full) return false
    const message = { nonce: createNonce(), room, text, replyTo, mentions, at: Date.now(), tried: false, failed: null }
    this.#options.storage.save(message)
    this.messages.set([...this.messages.value, message])
    void this.#flush()
    return true
  }

  resend(nonce: string): void {
    this.#change(nonce, { failed: null, retryAt: null })
    void this.#flush()
  }

  /** Gives it up; also what a member does with a failed message. */
  discard(nonce: string): void {
    this.#options.storage.remove(nonce)
    this.messages.set(this.messages.value.filter((message) => message.nonce !== nonce))
  }

  end(): void {
    this.#ended = true
    this.#stop()
    for (const timer of this.#waiting.values()) clearTimeout(timer)
  }

  async #flush(): Promise<void> {
    if (this.#flushing) return
    this.#flushing = true
    try {
      for (let next = this.#next(); next && !this.#ended; next = this.#next()) await this.#send(next)
    } catch {
      // DISCONNECTED: the next connection flushes again.
    } finally {
      this.#flushing = false
    }
  }

  #next(): UnsentMessage | undefined {
    if (this.#options.connection.state.value !== 'connected') return undefined
    return this.messages.value.find(({ failed, room }) => failed === null && !this.#waiting.has(room))
  }

  async #send(message: UnsentMessage): Promise<void> {
    const { nonce, room, text, replyTo, mentions, tried } = message
    this.#change(nonce, { tried: true })
    const outcome = await this.#options.connection.send(destinations.messages(room), {
      nonce,
      text,
      ...(replyTo !== null && { replyTo }),
      ...(mentions.length > 0 && { mentions: mentions.map(({ id }) => id) }),
      ...(tried && { retry: true }),
    })
    if (this.#ended) return
    this.#settle(message, outcome)
  }

  #settle(message: UnsentMessage, outcome: Outcome): void {
    if (outcome.outcome === 'stored') {
      this.#options.onStored({ ...message, id: outcome.id ?? '', position: outcome.position })
      this.discard(message.nonce)
      return
    }
    const { code, retryAfter } = outcome
    const retryAt = retryAfter === undefined ? null : Date.now() + retryAfter * 1_000
    const waits = retryAfter !== undefined && retryAfter <= LONGEST_WAIT_SECONDS
    this.#change(message.nonce, { failed: waits ? null : code, retryAt })
    if (waits) this.#rest(message.room, retryAfter * 1_000)
  }

  #rest(room: string, milliseconds: number): void {
    const timer = setTimeout(() => {
      this.#waiting.delete(room)
      void this.#flush()
    }, milliseconds)
    this.#waiting.set(room, timer)
  }

  #change(nonce: string, change: Partial<UnsentMessage>): void {
    const messages = this.messages.value.map((message) =>
      message.nonce === nonce ? { ...message, ...change } : message,
    )
    this.messages.set(messages)
    const changed = messages.find((message) => message.nonce === nonce)
    if (changed) this.#options.storage.save(changed)
  }
}
