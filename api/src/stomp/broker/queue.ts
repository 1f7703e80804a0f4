import { type Connection, StompError, type Subscription } from '../application.ts'
import { outgoing, type StoredMessage } from './message.ts'

const MESSAGES = 10_000
const BYTES = 64 * 1_048_576
/** Messages that one consumer may hold without ACK. */
const WINDOW = 256
/** Octets that a consumer may leave unread before others are preferred. */
const UNREAD_BYTES = 65_536
/** A message that was refused so often is not offered again. */
const DELIVERIES = 8

interface Consumer {
  connection: Connection
  subscription: Subscription
  /** In order of delivery; empty in mode `auto`. */
  held: Map<string, StoredMessage>
  draining: boolean
}

/** First in, first out, each message to one consumer. What is not acknowledged goes back to the front. */
export class Queue {
  #waiting: StoredMessage[] = []
  #bytes = 0
  #consumers: Consumer[] = []
  readonly #deadLetter: (message: StoredMessage) => void

  /** @param deadLetter takes a message that was refused too often */
  constructor(deadLetter: (message: StoredMessage) => void) {
    this.#deadLetter = deadLetter
  }

  get idle(): boolean {
    return this.#waiting.length === 0 && this.#consumers.length === 0
  }

  /** Whether it has no place for this message. */
  full(message: StoredMessage): boolean {
    return this.#waiting.length >= MESSAGES || this.#bytes + message.body.length > BYTES
  }

  /** @throws StompError LIMIT when the queue is full */
  push(message: StoredMessage): void {
    if (this.full(message))
      throw new StompError('LIMIT', `a queue holds at most ${MESSAGES} messages and ${BYTES} octets`)
    this.#waiting.push(message)
    this.#bytes += message.body.length
    this.#deliver()
  }

  consume(connection: Connection, subscription: Subscription): void {
    this.#consumers.push({ connection, subscription, held: new Map(), draining: false })
    this.#deliver()
  }

  acknowledge(subscription: Subscription, ids: readonly string[], ok: boolean): void {
    const consumer = this.#consumers.find((candidate) => candidate.subscription === subscription)
    if (consumer === undefined) return
    const settled = ids.flatMap((id) => consumer.held.get(id) ?? [])
    for (const message of settled) consumer.held.delete(message.id)
    if (!ok) this.#giveBack(settled)
    this.#deliver()
  }

  /** The consumer has left; what it held is for the others. */
  leave(subscription: Subscription): void {
    const consumer = this.#consumers.find((candidate) => candidate.subscription === subscription)
    if (consumer === undefined) return
    this.#consumers = this.#consumers.filter((other) => other !== consumer)
    this.#giveBack([...consumer.held.values()])
    this.#deliver()
  }

  #giveBack(messages: readonly StoredMessage[]): void {
    const again = messages.filter((message) => message.deliveries < DELIVERIES)
    for (const message of again) this.#bytes += message.body.length
    this.#waiting = [...again, ...this.#waiting]
    for (const message of messages) if (message.deliveries >= DELIVERIES) this.#deadLetter(message)
  }

  #deliver(): void {
    let given = 0
    for (const message of this.#waiting) {
      const consumer = this.#next()
      if (consumer === undefined) break
      given += 1
      this.#bytes -= message.body.length
      message.deliveries += 1
      if (consumer.subscription.ack !== 'auto') consumer.held.set(message.id, message)
      consumer.connection.message(consumer.subscription, outgoing(message))
    }
    if (given > 0) this.#waiting = this.#waiting.slice(given)
  }

  /** Round robin over those that can take one more. */
  #next(): Consumer | undefined {
    for (let tried = 0; tried < this.#consumers.length; tried++) {
      const consumer = this.#consumers.shift()
      if (consumer === undefined) return undefined
      this.#consumers.push(consumer)
      if (this.#ready(consumer)) return consumer
    }
    return undefined
  }

  #ready(consumer: Consumer): boolean {
    const { connection } = consumer
    if (connection.closed || consumer.held.size >= WINDOW || consumer.draining) return false
    if (connection.bufferedBytes < UNREAD_BYTES) return true
    consumer.draining = true
    connection.onceDrained(() => {
      consumer.draining = false
      this.#deliver()
    })
    return false
  }
}
