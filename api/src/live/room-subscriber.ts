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
  /** Version of the membership that let it in; 0: none was needed. */
  #admittedBy = 0
  /** Version of the newest membership record that keeps its member out. */
  #keptOutBy = 0

  constructor(session: LiveSession, subscription: Subscription, room: RoomKey) {
    this.session = session
    this.subscription = subscription
    this.room = room
  }

  /** @param version of the membership that was asked about, after this subscriber had joined the hub */
  begin({ recovered, from, version }: { recovered: boolean; from: Position; version: number }): void {
    this.#admittedBy = version
    if (this.#isKeptOut) {
      this.end('REMOVED')
      return
    }
    this.tell({ type: 'subscribed', room: this.room.room, recovered, position: from }, `subscribed-${from}`)
    this.cursor = from
  }

  /**
   * Records in order; those at or before the cursor are skipped. An end of the membership counts wherever it stands: it may pass
   * before `begin`, or behind a cursor that another node gave.
   */
  deliver(records: readonly LogRecord[], frames: FrameCache): void {
    const { connection } = this.session
    for (const record of records) {
      if (this.lagging || this.ended || connection.closed) return
      if (this.#keepsOut(record)) this.#keptOutBy = Math.max(this.#keptOutBy, record.body.version)
      if (this.cursor === undefined) continue
      if (this.#isKeptOut) {
        this.end('REMOVED')
        return
      }
      if (record.position <= this.cursor) continue
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

  /** A member who came back resumes past the record of their leaving: the newer version wins. */
  get #isKeptOut(): boolean {
    return this.#keptOutBy > this.#admittedBy
  }

  /** The site's operators read without a membership, unless banned. */
  #keepsOut(record: LogRecord): record is Extract<LogRecord, { kind: 'membership' }> {
    if (record.kind !== 'membership') return false
    const { member, state } = record.body
    const { viewer } = this.session
    if (member.id !== viewer.member.id || state === 'active') return false
    return viewer.role !== 'operator' || state === 'banned'
  }
}
