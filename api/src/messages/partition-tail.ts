import {
  type EventId,
  type LogRecord,
  type Position,
  type RoomKey,
  roomKeyText,
  type SiteId,
} from '@damso/schema/model'
import type { PlacedEvent } from '../event-log/event-log.ts'
import { RepeatWindow } from './repeat-window.ts'

/**
 * The newest records of one partition, in memory: all that are not archived yet, and as many archived ones as the budget
 * allows, for resuming subscribers. It holds *every* record after `floor`, so one number says what it covers.
 */
export class PartitionTail {
  /** Every record with a higher position, up to `position`, is here. */
  floor: Position
  /** The last record taken in. */
  position: Position
  archived: Position
  /** Octets held, about; those not archived among them. */
  bytes = 0
  unarchivedBytes = 0
  readonly unarchivedBytesBySite = new Map<SiteId, number>()
  readonly repeats = new RepeatWindow()
  readonly #records: LogRecord[] = []
  readonly #rooms = new Map<string, LogRecord[]>()
  #archivedCount = 0

  /**
   * @param from the follower begins after this place: what it finds up to `archived` lets subscribers resume over a restart
   */
  constructor(archived: Position, from = archived) {
    this.floor = from
    this.position = from
    this.archived = archived
  }

  /** The events before `floor`, oldest first, for the window of repeats alone. */
  recall(events: readonly PlacedEvent[]): void {
    for (const { eventId, position } of events) this.repeats.add(eventId, position)
  }

  /** Takes the next record in; false: a repeat, or archived before this node began. */
  add(record: LogRecord): boolean {
    if (record.position <= this.position) return false
    // A trimmed log begins later than was asked for.
    if (this.#records.length === 0 && this.floor === this.position)
      this.floor = Math.max(this.floor, record.position - 1)
    this.position = record.position
    if (!this.repeats.add(record.eventId, record.position)) return false
    const size = sizeOf(record)
    const archived = record.position <= this.archived
    this.#records.push(record)
    this.bytes += size
    if (archived) this.#archivedCount += 1
    else this.#countUnarchived(record.site, size)
    const key = roomKeyText(record)
    const room = this.#rooms.get(key)
    if (room) room.push(record)
    else this.#rooms.set(key, [record])
    return !archived
  }

  /** The room's records after a place, oldest first: a snapshot that later records do not change. */
  after(room: RoomKey, position: Position): readonly LogRecord[] {
    const records = this.#rooms.get(roomKeyText(room))
    if (!records) return []
    let from = records.length
    while (from > 0 && (records[from - 1] as LogRecord).position > position) from -= 1
    return from === records.length ? [] : records.slice(from)
  }

  positionOf(id: EventId): Position | undefined {
    return this.repeats.positionOf(id)
  }

  /** The next records for the archive, at most `limit`. */
  unarchived(limit: number): readonly LogRecord[] {
    return this.#records.slice(this.#archivedCount, this.#archivedCount + limit)
  }

  markArchived(position: Position): void {
    this.archived = position
    for (
      let next = this.#records[this.#archivedCount];
      next && next.position <= position;
      next = this.#records[this.#archivedCount]
    ) {
      this.#archivedCount += 1
      this.#countUnarchived(next.site, -sizeOf(next))
    }
  }

  #countUnarchived(site: SiteId, bytes: number): void {
    this.unarchivedBytes += bytes
    const ofSite = (this.unarchivedBytesBySite.get(site) ?? 0) + bytes
    if (ofSite === 0) this.unarchivedBytesBySite.delete(site)
    else this.unarchivedBytesBySite.set(site, ofSite)
  }

  /** Forgets archived records, oldest first, until the tail fits its budget. What is not archived is never forgotten. */
  evict(budget: number): void {
    const forgotten = new Map<string, number>()
    let count = 0
    for (; this.bytes > budget && count < this.#archivedCount; count += 1) {
      const oldest = this.#records[count] as LogRecord
      this.bytes -= sizeOf(oldest)
      this.floor = oldest.position
      const key = roomKeyText(oldest)
      forgotten.set(key, (forgotten.get(key) ?? 0) + 1)
    }
    if (count === 0) return
    this.#records.splice(0, count)
    this.#archivedCount -= count
    // Once a room and not once a record: taking from the front of a long list moves all that is behind.
    for (const [key, ofRoom] of forgotten) {
      const room = this.#rooms.get(key)
      room?.splice(0, ofRoom)
      if (room?.length === 0) this.#rooms.delete(key)
    }
  }
}

/** What a record takes in memory, about: its long strings at two octets a character, the short ones and the objects around them. */
function sizeOf({ kind, actor, body }: LogRecord): number {
  let characters = actor?.picture?.length ?? 0
  if (kind === 'message' || kind === 'edited') characters += body.text.length
  if (kind === 'message') for (const mention of body.mentions) characters += mention.length
  if (kind === 'membership') characters += body.member.picture?.length ?? 0
  return 600 + 2 * characters
}
