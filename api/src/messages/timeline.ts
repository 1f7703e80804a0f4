import {
  applyChange,
  isChange,
  type LogRecord,
  type Message,
  type MessageId,
  messageOf,
  type Position,
  Refusal,
  type RoomKey,
} from '@damso/schema/model'
import type { MessagePage, MessageWindow } from '@damso/schema/services'
import type { HistoryStore } from '../history/history-store.ts'
import type { Tail } from './tail.ts'

/** How long a reader waits for this node to see what they saw elsewhere (design §7). */
export const CATCH_UP_MILLISECONDS = 2_000

/**
 * A room as its readers see it: history overlaid with the part of the tail that is not archived yet, so a reader never
 * misses what was acknowledged to them. The tail is taken first: what is archived in between stands in both, and the
 * higher revision wins.
 */
export class Timeline {
  readonly #tail: Tail
  readonly #history: HistoryStore

  constructor({ tail, history }: { tail: Tail; history: HistoryStore }) {
    this.#tail = tail
    this.#history = history
  }

  /** @throws {Refusal} NOT_CAUGHT_UP, NOT_FOUND of `around` */
  async page(room: RoomKey, { atLeast, around, aroundDate, limit, ...window }: MessageWindow): Promise<MessagePage> {
    if (atLeast !== undefined && !(await this.#tail.caughtUp(room, atLeast, CATCH_UP_MILLISECONDS)))
      throw notCaughtUp('atLeast')
    const middle =
      around !== undefined
        ? await this.#positionOf(room, around)
        : aroundDate !== undefined
          ? await this.#positionAt(room, aroundDate)
          : undefined
    await this.#passAcknowledged(room)
    const { position } = this.#tail.of(room)
    const records = this.#recent(room)
    // What the archive brings while it is asked is newer than the page says of itself: it comes by subscription.
    const upTo = { before: Math.min(window.before ?? Number.POSITIVE_INFINITY, position + 1) }
    const wanted = middle !== undefined ? { around: middle } : window.after !== undefined ? window : upTo
    // One more than asked tells whether there is a next page.
    const archived = await this.#history.page(room, { ...wanted, limit: limit + 1 })
    const messages = overlay(archived, records).filter((message) => message.position <= position)
    return { ...cut(messages, { ...window, limit, middle }), position }
  }

  /** @throws {Refusal} NOT_CAUGHT_UP */
  async find(room: RoomKey, ids: readonly MessageId[]): Promise<(Message | undefined)[]> {
    await this.#passAcknowledged(room)
    const records = this.#recent(room)
    const found = new Map(overlay(await this.#history.find(room, ids), records).map((message) => [message.id, message]))
    return ids.map((id) => found.get(id))
  }

  async #passAcknowledged(room: RoomKey): Promise<void> {
    if (!(await this.#tail.passAcknowledged(room, CATCH_UP_MILLISECONDS))) throw notCaughtUp()
  }

  /** What history does not hold yet. */
  #recent(room: RoomKey): readonly LogRecord[] {
    const tail = this.#tail.of(room)
    return tail.after(room, tail.archived)
  }

  async #positionOf(room: RoomKey, id: MessageId): Promise<Position> {
    const [message] = await this.find(room, [id])
    if (!message)
      throw new Refusal({ code: 'NOT_FOUND', message: 'there is no such message in this room', field: 'around' })
    return message.position
  }

  /** The first message at or after a time; the newest where all are older. */
  async #positionAt(room: RoomKey, sentAt: number): Promise<Position> {
    const archived = await this.#history.positionAt(room, sentAt)
    return (
      archived ??
      this.#recent(room).find((record) => record.kind === 'message' && record.at >= sentAt)?.position ??
      Number.MAX_SAFE_INTEGER
    )
  }
}

const notCaughtUp = (field?: string): Refusal =>
  new Refusal({
    code: 'NOT_CAUGHT_UP',
    message: 'this node has not seen that position yet: ask again',
    ...(field !== undefined && { field }),
    retryAfter: 1,
  })

/** Archived messages and the records after them, as messages in order. Tested as a pure function. */
export function overlay(archived: readonly Message[], records: readonly LogRecord[]): Message[] {
  const messages = new Map(archived.map((message) => [message.id, message]))
  for (const record of records) {
    if (record.kind === 'message') {
      // An id that stands already is archived, or a late duplicate, whose first position counts.
      if (!messages.has(record.eventId)) messages.set(record.eventId, messageOf(record))
    } else if (record.kind === 'withdrawn') {
      if (messages.get(record.body.message)?.position === record.body.position) messages.delete(record.body.message)
    } else if (isChange(record)) {
      const message = messages.get(record.body.message)
      if (message) messages.set(message.id, applyChange(message, record))
    }
  }
  return [...messages.values()].sort((a, b) => a.position - b.position)
}

/** The window itself, out of the messages around it. */
function cut(
  messages: Message[],
  {
    before,
    after,
    limit,
    middle,
  }: { before?: Position; after?: Position; limit: number; middle: Position | undefined },
): Omit<MessagePage, 'position'> {
  if (middle !== undefined) {
    const split = messages.findIndex(({ position }) => position > middle)
    const older = split === -1 ? messages : messages.slice(0, split)
    const newer = split === -1 ? [] : messages.slice(split)
    const take = Math.min(older.length, Math.ceil(limit / 2))
    const page = [...older.slice(older.length - take), ...newer.slice(0, limit - take)]
    return { messages: page, hasPreviousPage: take < older.length, hasNextPage: limit - take < newer.length }
  }
  if (after !== undefined) {
    const newer = messages.filter(({ position }) => position > after)
    return { messages: newer.slice(0, limit), hasPreviousPage: true, hasNextPage: newer.length > limit }
  }
  const older = before === undefined ? messages : messages.filter(({ position }) => position < before)
  return { messages: older.slice(-limit), hasPreviousPage: older.length > limit, hasNextPage: before !== undefined }
}
