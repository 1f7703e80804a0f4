import type { EndedCode, LogRecord, Position, RoomKey, TopicEvent } from '@damso/schema/model'
import type { Subscription } from '../stomp/application.ts'
import type { FrameCache } from './frame-cache.ts'
import type { LiveSession } from './session.ts'

/** Octets waiting in a socket from which it is a laggard: it gets nothing more until it has read them. */
const LAG_BYTES = 128 * 1024

/**
 * One subscription of one socket to one room: a cursor into the tail. What a slow socket has not taken stays in the tail,
 * once for all, and not in a queue of its own.
 */
export class RoomSubscriber {
  readonly session: LiveSession
  readonly subscription: Subscription
  readonly room: RoomKey
  /** Delivered up to here. Undefined until `begin`: nothing is delivered before `subscribed`. */
  cursor: Position | undefined
  lagging = false
  ended = false

  constructor(session: LiveSession, subscription: Subscription, room: RoomKey) {
    this.session = session
    this.subscription = subscription
    this.room = room
  }

  begin({ recovered, position, from }: { recovered: boolean; position: Position; from: Position }): void {
    this.tell({ type: 'subscribed', room: this.room.room, recovered, position }, `subscribed-${position}`)
    this.cursor = from
  }

  /** Records in order; those at or before the cursor are skipped. */
  deliver(records: readonly LogRecord[], frames: FrameCache): void {
    const { connection, viewer } = this.session
    for (const record of records) {
      if (this.cursor === undefined || this.lagging || this.ended || connection.closed) return
      if (record.position <= this.cursor) continue
      if (endsMembership(record, viewer.member.id) && viewer.role !== 'operator') {
        this.end('REMOVED')
        return
      }
      frames.of(record).deliver(connection, this.subscription)
      this.cursor = record.position
      if (connection.bufferedBytes > LAG_BYTES) this.lagging = true
    }
  }

  end(code: EndedCode): void {
    if (this.ended) return
    this.ended = true
    this.tell({ type: 'ended', room: this.room.room, code }, `ended-${code}`)
    this.subscription.end()
    this.session.rooms.delete(this.subscription.id)
  }

  tell(event: TopicEvent, messageId: string): void {
    this.session.tell(this.subscription, messageId, event)
  }
}

export const endsMembership = (record: LogRecord, member: string): boolean =>
  record.kind === 'membership' && record.body.member.id === member && record.body.state !== 'active'
