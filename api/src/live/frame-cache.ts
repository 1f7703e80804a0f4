import { destinations, type LogRecord } from '@damso/schema/model'
import type { EncodedFrame, StompVersion } from '../stomp/application.ts'
import { encodeMessage } from '../stomp/index.ts'
import { recordEvent } from './record-event.ts'

/** Different subscription ids that one record is kept encoded for; the widget's is always the room id. */
const IDS_PER_RECORD = 8

/**
 * Records encoded once for all sockets that share subscription id and STOMP version: what makes fan-out cheap. Kept for one
 * round of deliveries; a laggard's records are encoded anew.
 */
export class FrameCache {
  #frames = new Map<LogRecord, Map<string, EncodedFrame>>()

  frame(record: LogRecord, subscription: string, version: StompVersion): EncodedFrame {
    let frames = this.#frames.get(record)
    if (!frames) {
      frames = new Map()
      this.#frames.set(record, frames)
    }
    const key = version + subscription
    const known = frames.get(key)
    if (known) return known
    const frame = encodeRecord(record, subscription, version)
    if (frames.size < IDS_PER_RECORD) frames.set(key, frame)
    return frame
  }

  clear(): void {
    if (this.#frames.size > 0) this.#frames = new Map()
  }
}

const encodeRecord = (record: LogRecord, subscription: string, version: StompVersion): EncodedFrame =>
  encodeMessage(
    {
      destination: destinations.topic(record.room),
      messageId: String(record.position),
      contentType: 'application/json',
      body: JSON.stringify(recordEvent(record)),
    },
    subscription,
    version,
  )
