import { destinations, type LogRecord } from '@damso/schema/model'
import { FanOut } from '../stomp/index.ts'
import { recordEvent } from './record-event.ts'

/**
 * Records encoded once for all sockets that share subscription id and STOMP version: what makes fan-out cheap. Kept while
 * one room is delivered to; a laggard's records are encoded anew.
 */
export class FrameCache {
  #fanOuts = new Map<LogRecord, FanOut>()

  of(record: LogRecord): FanOut {
    const known = this.#fanOuts.get(record)
    if (known) return known
    const fanOut = new FanOut({
      destination: destinations.topic(record.room),
      messageId: String(record.position),
      contentType: 'application/json',
      body: JSON.stringify(recordEvent(record)),
    })
    this.#fanOuts.set(record, fanOut)
    return fanOut
  }

  clear(): void {
    if (this.#fanOuts.size > 0) this.#fanOuts = new Map()
  }
}
