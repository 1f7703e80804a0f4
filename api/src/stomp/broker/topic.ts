import type { Connection, Subscription } from '../application.ts'
import { FanOut } from '../fan-out.ts'
import { outgoing, type StoredMessage } from './message.ts'

/** Everyone who is subscribed now gets each message; nobody else ever will. */
export class Topic {
  readonly #subscribers = new Map<Subscription, Connection>()

  get idle(): boolean {
    return this.#subscribers.size === 0
  }

  push(message: StoredMessage): void {
    const fanOut = new FanOut(outgoing(message))
    for (const [subscription, connection] of this.#subscribers) fanOut.deliver(connection, subscription)
  }

  consume(connection: Connection, subscription: Subscription): void {
    this.#subscribers.set(subscription, connection)
  }

  /** Nothing is ever offered again here: ACK and NACK settle the same. */
  acknowledge(): void {}

  leave(subscription: Subscription): void {
    this.#subscribers.delete(subscription)
  }
}
