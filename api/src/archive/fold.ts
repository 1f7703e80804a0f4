import {
  applyChange,
  isChange,
  type LogRecord,
  type Message,
  type MessageId,
  messageOf,
  type Position,
  type RoomKey,
  type RoomSummary,
  roomKey,
  roomKeyText,
} from '@damso/schema/model'
import type { MessageChange } from '../history/history-store.ts'

export interface Folded {
  /** New messages, as they stand at the end of the batch. */
  insert: Message[]
  /** The state of every message that the batch changed, also of the new ones: a replay finds them stored already. */
  change: MessageChange[]
  summaries: RoomSummary[]
  /** Every record that took a seq, in log order. */
  counted: { room: RoomKey; position: Position; seq: number }[]
  /** A member's own message raises their marker. */
  ownReads: { room: RoomKey; member: string; seq: number; position: Position }[]
  /** Late duplicates: to be taken back where they were shown. */
  duplicates: { room: RoomKey; message: MessageId; position: Position }[]
}

/**
 * What a batch of one partition comes to: a pure function of the log, of the messages that it names as they are stored, and
 * of the rooms' summaries before it. Computed twice (a crash, a zombie), it gives the same.
 *
 * @param stored messages of the batch and targets of its changes, found in history
 * @param before summaries as of the record before the batch; a room without one is new
 */
export function fold(
  records: readonly LogRecord[],
  stored: readonly Message[],
  before: readonly RoomSummary[],
): Folded {
  const messages = new Map(stored.map((message) => [message.id, message]))
  const summaries = new Map(before.map((summary) => [roomKeyText(summary), { ...summary }]))
  const ownReads = new Map<string, Folded['ownReads'][number]>()
  const inserted = new Set<MessageId>()
  const changed = new Set<MessageId>()
  const counted: Folded['counted'] = []
  const duplicates: Folded['duplicates'] = []

  for (const record of records) {
    const summary = summaryOf(summaries, record)
    summary.lastChangePosition = record.position
    const known = record.kind === 'message' ? messages.get(record.eventId) : undefined
    if (known && known.position < record.position) {
      duplicates.push({ room: roomKey(record, record.room), message: record.eventId, position: record.position })
      continue
    }
    // Whatever its kind, also one of a newer release: else seq would depend on who archives.
    if (record.counts) {
      summary.lastSeq += 1
      counted.push({ room: roomKey(record, record.room), position: record.position, seq: summary.lastSeq })
    }
    if (record.kind === 'message') {
      const message = known ?? messageOf(record, record.counts ? summary.lastSeq : null)
      if (!known) inserted.add(message.id)
      messages.set(message.id, message)
      summary.lastPosition = record.position
      summary.lastMessage = message
      summary.actAt = Math.max(summary.actAt, record.at)
      if (record.actor && record.counts) {
        ownReads.set(`${roomKeyText(record)}/${record.actor.id}`, {
          room: roomKey(record, record.room),
          member: record.actor.id,
          seq: summary.lastSeq,
          position: record.position,
        })
      }
    } else if (isChange(record)) {
      const message = messages.get(record.body.message)
      if (!message || message.room !== record.room || message.site !== record.site) continue
      const next = applyChange(message, record)
      if (next !== message) changed.add(message.id)
      messages.set(message.id, next)
      if (summary.lastMessage?.id === next.id) summary.lastMessage = next
    }
  }
  const at = (id: MessageId): Message => messages.get(id) as Message
  return {
    insert: [...inserted].map(at),
    change: [...changed].map(at),
    summaries: [...summaries.values()],
    counted,
    ownReads: [...ownReads.values()],
    duplicates,
  }
}

function summaryOf(summaries: Map<string, RoomSummary>, { site, room }: LogRecord): RoomSummary {
  const key = roomKeyText({ site, room })
  const known = summaries.get(key)
  if (known) return known
  const summary = { site, room, lastSeq: 0, lastPosition: 0, lastChangePosition: 0, lastMessage: null, actAt: 0 }
  summaries.set(key, summary)
  return summary
}
