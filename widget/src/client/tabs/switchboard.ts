import { destinations, type TopicEvent } from '@damso/schema/model'
import type { StompHeaders } from '@stomp/stompjs'
import type { Connection, OwnEvent } from '../connection.ts'
import type { Unsubscribe } from '../store.ts'
import { concernsList } from '../unlisted.ts'
import type { TabId } from './tab-channel.ts'

interface Subscriber {
  tab: TabId
  destination: string
  listener: (event: never) => void
  stop: Unsubscribe
}

/**
 * Subscriptions of several tabs over one connection. Each has its own of a room, because each resumes after its own last position; what
 * is for the member as such comes once and goes to all.
 */
export class Switchboard {
  readonly #connection: Connection
  readonly #subscribers = new Set<Subscriber>()
  #stopEvents: Unsubscribe | undefined
  #lastId = 0

  constructor(connection: Connection) {
    this.#connection = connection
  }

  subscribe<E>(
    tab: TabId,
    destination: string,
    id: string,
    headers: StompHeaders,
    listener: (event: E) => void,
  ): Unsubscribe {
    const subscriber: Subscriber = { tab, destination, listener, stop: () => {} }
    const isFirst = !this.#others(subscriber).some((other) => other.destination === destination)
    this.#subscribers.add(subscriber)
    if (destination === destinations.events)
      this.#listen(subscriber as Subscriber & { listener: (event: OwnEvent) => void }, isFirst)
    else {
      // One encoding serves all who call their subscription by the room (PROTOCOL.md); of the next tab it has to be another.
      const own = isFirst ? id : `${id}~${++this.#lastId}`
      subscriber.stop = this.#connection.subscribe<E>(destination, own, headers, (event) => {
        listener(event)
        this.#handOn(subscriber, event as TopicEvent)
      })
    }
    return () => this.#end(subscriber)
  }

  /** A tab that is gone. */
  drop(tab: TabId): void {
    for (const subscriber of [...this.#subscribers]) if (subscriber.tab === tab) this.#end(subscriber)
  }

  /** The connection ended, and all that was subscribed with it. */
  clear(): void {
    this.#subscribers.clear()
    this.#stopEvents = undefined
  }

  #listen(subscriber: Subscriber & { listener: (event: OwnEvent) => void }, isFirst: boolean): void {
    if (!isFirst) subscriber.listener({ type: 'subscribed' })
    else
      this.#stopEvents = this.#connection.subscribe<OwnEvent>(destinations.events, 'events', {}, (event) =>
        this.#tell(event),
      )
  }

  #tell(event: OwnEvent, isFor: (subscriber: Subscriber) => boolean = () => true): void {
    for (const subscriber of this.#subscribers)
      if (subscriber.destination === destinations.events && isFor(subscriber)) subscriber.listener(event as never)
  }

  /** The server tells no activity of a room to a connection that listens to the room; the other tabs are told here. */
  #handOn({ destination }: Subscriber, event: TopicEvent): void {
    if (!concernsList(event)) return
    const listens = new Set(
      [...this.#subscribers].filter((other) => other.destination === destination).map(({ tab }) => tab),
    )
    this.#tell({ type: 'heard', record: event }, ({ tab }) => !listens.has(tab))
  }

  #end(subscriber: Subscriber): void {
    if (!this.#subscribers.delete(subscriber)) return
    subscriber.stop()
    if (this.#others(subscriber).some(({ destination }) => destination === destinations.events)) return
    this.#stopEvents?.()
    this.#stopEvents = undefined
  }

  #others(subscriber: Subscriber): Subscriber[] {
    return [...this.#subscribers].filter((other) => other !== subscriber)
  }
}
