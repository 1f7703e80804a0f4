import type { StompHeaders } from '@stomp/stompjs'
import { disconnected } from '../client-fault.ts'
import type { Connection, ConnectionState, Outcome } from '../connection.ts'
import { createNonce } from '../nonce.ts'
import { Store, type Unsubscribe } from '../store.ts'
import type { TabChannel, TabId, TabMessage } from './tab-channel.ts'

/** A leader that says nothing for so long after it was asked does not run any more. */
const SILENCE = 3_000
/** An answer that takes longer than this makes us ask whether the leader is there. */
const DOUBT = 2_000

interface Waiting {
  resolve: (outcome: Outcome) => void
  reject: (error: Error) => void
  timer: ReturnType<typeof setTimeout>
}

/** A tab without a socket of its own: all goes through the leader's. */
export class Follower implements Connection {
  readonly state = new Store<ConnectionState>('off')
  readonly #channel: TabChannel
  readonly #onSilence: () => void
  readonly #waiting = new Map<string, Waiting>()
  readonly #listeners = new Map<string, (event: never) => void>()
  #leader: TabId | undefined
  #silence: ReturnType<typeof setTimeout> | undefined

  /** @param onSilence the leader does not answer */
  constructor(channel: TabChannel, onSilence: () => void) {
    this.#channel = channel
    this.#onSilence = onSilence
  }

  open(): void {
    this.state.set('connecting')
    this.#ask()
  }

  close(): void {
    clearTimeout(this.#silence)
    this.#lose()
    this.state.set('off')
  }

  pause(): void {
    this.close()
  }

  wake(): void {
    this.#ask()
    if (this.#leader !== undefined) this.#channel.post({ type: 'wake', to: this.#leader })
  }

  send(destination: string, body: object): Promise<Outcome> {
    const to = this.#leader
    if (to === undefined || this.state.value !== 'connected') return Promise.reject(disconnected())
    const ref = createNonce()
    return new Promise((resolve, reject) => {
      this.#waiting.set(ref, { resolve, reject, timer: setTimeout(() => this.#ask(), DOUBT) })
      this.#channel.post({ type: 'send', to, ref, destination, body })
    })
  }

  signal(destination: string, body: object): void {
    if (this.#leader !== undefined) this.#channel.post({ type: 'signal', to: this.#leader, destination, body })
  }

  subscribe<E>(destination: string, id: string, headers: StompHeaders, listener: (event: E) => void): Unsubscribe {
    const to = this.#leader
    if (to === undefined || this.state.value !== 'connected') return () => {}
    const ref = createNonce()
    this.#listeners.set(ref, listener)
    this.#channel.post({ type: 'subscribe', to, ref, destination, id, headers: { ...headers } })
    return () => {
      if (this.#listeners.delete(ref)) this.#channel.post({ type: 'unsubscribe', to, ref })
    }
  }

  hear(from: TabId, message: TabMessage): void {
    switch (message.type) {
      case 'leader':
        clearTimeout(this.#silence)
        this.#silence = undefined
        this.#follow(from, message.state)
        break
      case 'event':
        this.#listeners.get(message.ref)?.(message.event as never)
        break
      case 'outcome':
        this.#settle(message.ref, message.outcome)
    }
  }

  /** Whatever a connection had ends with it, and with the tab that held it. */
  #follow(leader: TabId, state: ConnectionState): void {
    if (leader !== this.#leader || state !== 'connected') this.#lose()
    // Also between two leaders that are both connected: who listens has to subscribe again.
    if (leader !== this.#leader) this.state.set('connecting')
    this.#leader = leader
    this.state.set(state === 'off' ? 'connecting' : state)
  }

  #settle(ref: string, outcome: Outcome | null): void {
    const waiting = this.#waiting.get(ref)
    this.#waiting.delete(ref)
    clearTimeout(waiting?.timer)
    if (outcome === null) waiting?.reject(disconnected())
    else waiting?.resolve(outcome)
  }

  #lose(): void {
    this.#listeners.clear()
    for (const ref of [...this.#waiting.keys()]) this.#settle(ref, null)
  }

  #ask(): void {
    this.#channel.post({ type: 'hello' })
    this.#silence ??= setTimeout(() => {
      this.#silence = undefined
      this.#onSilence()
    }, SILENCE)
  }
}
