import type { StompHeaders } from '@stomp/stompjs'
import { backoff, pause } from './backoff.ts'
import { ClientFault, disconnected } from './client-fault.ts'
import type { Connection, ConnectionState, Outcome } from './connection.ts'
import { Store, type Unsubscribe } from './store.ts'

/** A connection whose code comes when it is opened: lists and messages come by GraphQL, and are shown before it is here. */
export class LateConnection implements Connection {
  readonly state = new Store<ConnectionState>('off')
  readonly #load: () => Promise<Connection>
  readonly #onFault: (fault: ClientFault) => void
  #connection: Connection | undefined
  #loading = false
  #wanted = false

  constructor(load: () => Promise<Connection>, onFault: (fault: ClientFault) => void) {
    this.#load = load
    this.#onFault = onFault
  }

  open(): void {
    this.#wanted = true
    if (this.#connection) this.#connection.open()
    else void this.#bring()
  }

  close(): void {
    this.#wanted = false
    this.#connection?.close()
    this.state.set('off')
  }

  pause(): void {
    this.#wanted = false
    this.#connection?.pause()
    this.state.set('off')
  }

  wake(): void {
    this.#connection?.wake()
  }

  send(destination: string, body: object): Promise<Outcome> {
    return this.#connection?.send(destination, body) ?? Promise.reject(disconnected())
  }

  signal(destination: string, body: object): void {
    this.#connection?.signal(destination, body)
  }

  subscribe<E>(destination: string, id: string, headers: StompHeaders, listener: (event: E) => void): Unsubscribe {
    return this.#connection?.subscribe(destination, id, headers, listener) ?? (() => {})
  }

  async #bring(): Promise<void> {
    this.state.set('connecting')
    if (this.#loading) return
    this.#loading = true
    for (let attempt = 0; this.#wanted && !this.#connection; attempt++) {
      try {
        this.#connection = await this.#load()
      } catch (cause) {
        if (attempt === 0) this.#onFault(new ClientFault('LOAD', 'a part of the panel could not be loaded', { cause }))
        await pause(backoff(attempt))
      }
    }
    this.#loading = false
    this.#connection?.state.subscribe((state) => this.state.set(state))
    if (this.#wanted) this.#connection?.open()
  }
}
