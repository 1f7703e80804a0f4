import type { StompHeaders } from '@stomp/stompjs'
import type { Connection, Outcome } from '../connection.ts'
import type { Unsubscribe } from '../store.ts'
import { Switchboard } from './switchboard.ts'
import { lockOf, type TabChannel, type TabId, type TabMessage } from './tab-channel.ts'

/** The tab that holds the socket: for itself, and for all that ask it. */
export class Leader implements Connection {
  readonly #channel: TabChannel
  readonly #socket: Connection
  readonly #switchboard: Switchboard
  readonly #stops = new Map<string, Unsubscribe>()
  readonly #watched = new Set<TabId>()
  readonly #watching = new AbortController()
  readonly #stop: Unsubscribe

  constructor(channel: TabChannel, socket: Connection) {
    this.#channel = channel
    this.#socket = socket
    this.#switchboard = new Switchboard(socket)
    // First of all who listen: what the others had is void before anyone subscribes again.
    this.#stop = socket.state.subscribe((state) => {
      if (state !== 'connected') {
        this.#switchboard.clear()
        this.#stops.clear()
      }
      this.#tell()
    })
  }

  get state(): Connection['state'] {
    return this.#socket.state
  }

  open(): void {
    this.#socket.open()
  }

  close(): void {
    this.#end()
    this.#socket.close()
  }

  pause(): void {
    this.#end()
    this.#socket.pause()
  }

  wake(): void {
    this.#socket.wake()
  }

  send(destination: string, body: object): Promise<Outcome> {
    return this.#socket.send(destination, body)
  }

  signal(destination: string, body: object): void {
    this.#socket.signal(destination, body)
  }

  subscribe<E>(destination: string, id: string, headers: StompHeaders, listener: (event: E) => void): Unsubscribe {
    return this.#switchboard.subscribe(this.#channel.tab, destination, id, headers, listener)
  }

  hear(from: TabId, message: TabMessage): void {
    switch (message.type) {
      case 'hello':
        this.#tell()
        break
      case 'wake':
        this.wake()
        break
      case 'signal':
        this.signal(message.destination, message.body)
        break
      case 'send':
        void this.#send(from, message)
        break
      case 'subscribe':
        this.#subscribe(from, message)
        break
      case 'unsubscribe':
        this.#stops.get(message.ref)?.()
        this.#stops.delete(message.ref)
    }
  }

  #end(): void {
    this.#stop()
    this.#watching.abort()
  }

  #tell(): void {
    this.#channel.post({ type: 'leader', state: this.state.value })
  }

  async #send(to: TabId, { ref, destination, body }: Extract<TabMessage, { type: 'send' }>): Promise<void> {
    const outcome = await this.send(destination, body).catch(() => null)
    this.#channel.post({ type: 'outcome', to, ref, outcome })
  }

  #subscribe(to: TabId, { ref, destination, id, headers }: Extract<TabMessage, { type: 'subscribe' }>): void {
    if (this.state.value !== 'connected') return
    this.#watch(to)
    const listener = (event: unknown) => this.#channel.post({ type: 'event', to, ref, event })
    this.#stops.set(ref, this.#switchboard.subscribe(to, destination, id, headers, listener))
  }

  /** Its lock comes to us when it is gone. */
  #watch(tab: TabId): void {
    if (this.#watched.has(tab)) return
    this.#watched.add(tab)
    const gone = () => {
      this.#watched.delete(tab)
      this.#switchboard.drop(tab)
    }
    navigator.locks.request(lockOf(this.#channel, tab), { signal: this.#watching.signal }, gone).catch(() => {})
  }
}
