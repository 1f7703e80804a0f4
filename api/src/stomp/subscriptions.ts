import { type AckMode, StompError, type Subscription } from './application.ts'

/** One subscription of one connection, with the deliveries that wait for ACK or NACK. */
export class OpenSubscription implements Subscription {
  readonly id: string
  readonly destination: string
  readonly ack: AckMode
  ended = false
  /** In order of delivery: what the client names a delivery by, to what the application does. */
  #waiting: Map<string, string> | undefined

  constructor(id: string, destination: string, ack: AckMode) {
    this.id = id
    this.destination = destination
    this.ack = ack
  }

  end(): void {
    this.ended = true
  }

  get waiting(): number {
    return this.#waiting?.size ?? 0
  }

  expect(key: string, delivery: string): void {
    this.#waiting ??= new Map()
    this.#waiting.set(key, delivery)
  }

  /** Deliveries that one ACK or NACK settles; undefined if it names none. `client` is cumulative, `client-individual` is not. */
  settle(key: string): string[] | undefined {
    const named = this.#waiting?.get(key)
    if (this.#waiting === undefined || named === undefined) return undefined
    if (this.ack === 'client-individual') {
      this.#waiting.delete(key)
      return [named]
    }
    const settled: string[] = []
    for (const [earlier, delivery] of this.#waiting) {
      this.#waiting.delete(earlier)
      settled.push(delivery)
      if (earlier === key) break
    }
    return settled
  }
}

/** The subscriptions of one connection. */
export class Subscriptions {
  readonly #open = new Map<string, OpenSubscription>()

  get size(): number {
    return this.#open.size
  }

  add(subscription: OpenSubscription): void {
    const key = keyOf(subscription.id, subscription.destination)
    if (this.#open.get(key)?.ended === false) throw new StompError('PROTOCOL', 'this subscription id is in use')
    this.#open.set(key, subscription)
  }

  /** Those that the application ended wait for an UNSUBSCRIBE that may never come. */
  forgetEnded(): void {
    for (const subscription of this.#open.values()) if (subscription.ended) this.remove(subscription)
  }

  find(id: string): OpenSubscription | undefined {
    return this.#open.get(id)
  }

  /** The 1.0 way to name one. */
  findByDestination(destination: string): OpenSubscription | undefined {
    return [...this.#open.values()].find((subscription) => subscription.destination === destination)
  }

  remove(subscription: OpenSubscription): void {
    this.#open.delete(keyOf(subscription.id, subscription.destination))
  }

  /** Whether it is the one that is open now: an id may be used again after UNSUBSCRIBE. */
  has(subscription: Subscription): subscription is OpenSubscription {
    return this.#open.get(keyOf(subscription.id, subscription.destination)) === subscription
  }

  [Symbol.iterator](): Iterator<OpenSubscription> {
    return this.#open.values()
  }
}

// NUL stands in no header: an id can not be mistaken for a destination.
function keyOf(id: string, destination: string): string {
  return id === '' ? `\0${destination}` : id
}
