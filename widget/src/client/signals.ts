import { destinations, type SignalEvent } from '@damso/schema/model'
import type { Connection } from './connection.ts'
import { Store, type Unsubscribe } from './store.ts'

export interface SignalsState {
  /** Names of the others who are writing. */
  typing: readonly { id: string; name: string }[]
  /** How far others have read, by member: positions that only rise. */
  reads: ReadonlyMap<string, number>
  /** Whether a member is online, where the server has said so. */
  online: ReadonlyMap<string, boolean>
}

const TYPING_EVERY = 3_000
const TYPING_LASTS = 5_000
const READ_EVERY = 1_000
/** Names and markers kept of one room; a header line names two. */
const MOST = 128

/** What may be lost in one room: who types, who read how far. Sent at most so often, shown only so long. */
export class Signals {
  readonly state = new Store<SignalsState>({ typing: [], reads: new Map(), online: new Map() })
  readonly #room: string
  readonly #member: string
  readonly #connection: Connection
  readonly #fading = new Map<string, ReturnType<typeof setTimeout>>()
  #typedAt = Number.NEGATIVE_INFINITY
  #read = 0
  #readTimer: ReturnType<typeof setTimeout> | undefined
  readonly #stop: Unsubscribe

  constructor(room: string, member: string, connection: Connection) {
    this.#room = room
    this.#member = member
    this.#connection = connection
    // What was read before there was a connection, or while it broke, reached nobody; the server keeps the highest.
    this.#stop = connection.state.subscribe((state) => {
      if (state === 'connected' && this.#read > 0) this.#sendReadSoon()
    })
  }

  /** The member is writing. */
  typing(): void {
    if (performance.now() - this.#typedAt < TYPING_EVERY) return
    this.#typedAt = performance.now()
    this.#connection.signal(destinations.typing(this.#room), {})
  }

  /** The next key is told at once. */
  stoppedTyping(): void {
    this.#typedAt = Number.NEGATIVE_INFINITY
  }

  /** The member has read up to here. Several within a second go as the last one. */
  read(position: number): void {
    if (position <= this.#read) return
    this.#read = position
    this.#sendReadSoon()
  }

  handle(signal: SignalEvent): void {
    if (signal.type === 'presence') this.online(signal.member, signal.online)
    else if (signal.type === 'read') this.readBy(signal.member, signal.position)
    else if (signal.member.id !== this.#member) this.#shows(signal.member)
  }

  readBy(member: string, position: number): void {
    const { reads } = this.state.value
    if (position <= (reads.get(member) ?? 0) || (reads.size >= MOST && !reads.has(member))) return
    this.state.patch({ reads: new Map(reads).set(member, position) })
  }

  online(member: string, online: boolean): void {
    const known = this.state.value.online
    if (known.get(member) !== online && (known.size < MOST || known.has(member)))
      this.state.patch({ online: new Map(known).set(member, online) })
  }

  /** A message of theirs came: they are done. */
  typed(member: string): void {
    clearTimeout(this.#fading.get(member))
    this.#fading.delete(member)
    const typing = this.state.value.typing.filter(({ id }) => id !== member)
    if (typing.length < this.state.value.typing.length) this.state.patch({ typing })
  }

  close(): void {
    this.#stop()
    clearTimeout(this.#readTimer)
    if (this.#readTimer !== undefined) this.#sendRead()
    for (const timer of this.#fading.values()) clearTimeout(timer)
  }

  #sendReadSoon(): void {
    this.#readTimer ??= setTimeout(() => {
      this.#readTimer = undefined
      this.#sendRead()
    }, READ_EVERY)
  }

  #sendRead(): void {
    this.#connection.signal(destinations.read(this.#room), { position: this.#read })
  }

  #shows(member: { id: string; name: string }): void {
    const { typing } = this.state.value
    if (!typing.some(({ id }) => id === member.id)) {
      if (typing.length >= MOST) return
      this.state.patch({ typing: [...typing, member] })
    }
    clearTimeout(this.#fading.get(member.id))
    this.#fading.set(
      member.id,
      setTimeout(() => this.typed(member.id), TYPING_LASTS),
    )
  }
}
