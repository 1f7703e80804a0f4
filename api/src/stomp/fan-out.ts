import type { Connection, EncodedFrame, OutgoingMessage, StompVersion, Subscription } from './application.ts'
import { encodeMessage } from './codec/index.ts'

/** Different subscription ids that a message is kept encoded for: where every client has its own, keeping gains nothing. */
const IDS = 8

/**
 * One message for many subscriptions in mode `auto`, encoded once for each pair of subscription id and version. Where clients
 * derive the id from the destination, that is once.
 */
export class FanOut {
  readonly #message: OutgoingMessage
  #encoded: Map<string, EncodedFrame> | undefined
  #lastId: string | undefined
  #lastVersion: StompVersion | undefined
  #lastFrame: EncodedFrame | undefined

  constructor(message: OutgoingMessage) {
    this.#message = message
  }

  deliver(connection: Connection, subscription: Subscription): void {
    if (subscription.ack === 'auto') connection.write(this.#frame(subscription.id, connection.version))
    else connection.message(subscription, this.#message)
  }

  #frame(id: string, version: StompVersion): EncodedFrame {
    if (this.#lastFrame !== undefined && id === this.#lastId && version === this.#lastVersion) return this.#lastFrame
    this.#encoded ??= new Map()
    const key = `${version} ${id}`
    let frame = this.#encoded.get(key)
    if (frame === undefined) {
      frame = encodeMessage(this.#message, id, version)
      if (this.#encoded.size < IDS) this.#encoded.set(key, frame)
    }
    this.#lastId = id
    this.#lastVersion = version
    this.#lastFrame = frame
    return frame
  }
}
