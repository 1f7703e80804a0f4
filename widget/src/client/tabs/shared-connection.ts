import type { StompHeaders } from '@stomp/stompjs'
import { disconnected } from '../client-fault.ts'
import type { Connection, ConnectionState, Outcome } from '../connection.ts'
import { Store, type Unsubscribe } from '../store.ts'
import { Follower } from './follower.ts'
import { Leader } from './leader.ts'
import { lockOf, openTabChannel, type TabChannel } from './tab-channel.ts'

/** One for as long as the connection is open. */
interface Part {
  channel: TabChannel
  role: Leader | Follower
  stopState: Unsubscribe
  /** Gives up the tab's own lock. */
  leave: () => void
  /** Gives up leading, or waiting for it. */
  resign: () => void
}

/**
 * One socket for all tabs of a member. The tab that has the lock leads; when it is closed, crashes or does not answer, the next one
 * does, and each tab goes on after the last position that it saw itself.
 */
export class SharedConnection implements Connection {
  readonly state = new Store<ConnectionState>('off')
  readonly #name: string
  readonly #connect: () => Connection
  #part: Part | undefined

  /**
   * @param name of the server, site and member: who share it, share the socket
   * @param connect makes the socket's connection, for the tab that leads
   */
  constructor(name: string, connect: () => Connection) {
    this.#name = name
    this.#connect = connect
  }

  open(): void {
    if (this.#part) return
    const channel = openTabChannel(this.#name, (from, message) => part.role.hear(from, message))
    const role = new Follower(channel, () => this.#elect(part, true))
    const part: Part = { channel, role, stopState: () => {}, leave: () => {}, resign: () => {} }
    this.#part = part
    this.state.set('connecting')
    const left = new Promise<void>((resolve) => {
      part.leave = resolve
    })
    // Held before anyone is asked for anything: the leader waits for it to learn that this tab is gone.
    void navigator.locks.request(lockOf(channel, channel.tab), () => {
      if (this.#part !== part) return undefined
      this.#take(part, role)
      this.#elect(part, false)
      return left
    })
  }

  close(): void {
    this.#end((role) => role.close())
  }

  /** A page that is kept holds no lock: another tab goes on. */
  pause(): void {
    this.#end((role) => role.pause())
  }

  wake(): void {
    this.#part?.role.wake()
  }

  send(destination: string, body: object): Promise<Outcome> {
    return this.#part?.role.send(destination, body) ?? Promise.reject(disconnected())
  }

  signal(destination: string, body: object): void {
    this.#part?.role.signal(destination, body)
  }

  subscribe<E>(destination: string, id: string, headers: StompHeaders, listener: (event: E) => void): Unsubscribe {
    return this.#part?.role.subscribe(destination, id, headers, listener) ?? (() => {})
  }

  #end(stop: (role: Leader | Follower) => void): void {
    const part = this.#part
    if (!part) return
    this.#part = undefined
    part.stopState()
    stop(part.role)
    part.resign()
    part.leave()
    part.channel.close()
    this.state.set('off')
  }

  /** @param steal from a leader that does not answer */
  #elect(part: Part, steal: boolean): void {
    if (this.#part !== part) return
    part.resign()
    const waiting = new AbortController()
    const resigned = new Promise<void>((resolve) => {
      part.resign = () => {
        waiting.abort()
        resolve()
      }
    })
    const lead = () => {
      if (this.#part !== part || waiting.signal.aborted) return undefined
      this.#take(part, new Leader(part.channel, this.#connect()))
      return resigned
    }
    const options = steal ? { steal } : { signal: waiting.signal }
    navigator.locks.request(part.channel.name, options, lead).catch(() => {
      // Its lock was stolen: another tab took this one for dead.
      if (this.#part !== part || waiting.signal.aborted) return
      this.#take(part, new Follower(part.channel, () => this.#elect(part, true)))
      this.#elect(part, false)
    })
  }

  #take(part: Part, role: Leader | Follower): void {
    part.stopState()
    if (part.role !== role) part.role.close()
    part.role = role
    this.state.set('connecting')
    part.stopState = role.state.subscribe((state) => this.state.set(state))
    role.open()
  }
}
