import type { LogRecord, RecordEvent } from '@damso/schema/model'

/** A record as the subscribers of its room see it. */
export function recordEvent(record: LogRecord): RecordEvent {
  const { room, position, at, actor } = record
  switch (record.kind) {
    case 'message':
      return { type: 'message', room, position, id: record.eventId, sender: actor, at, ...record.body }
    case 'edited':
      return { type: 'edited', room, position, actor, at, ...record.body }
    case 'deleted':
      return { type: 'deleted', room, position, actor, at, ...record.body }
    case 'reaction':
      return { type: 'reaction', room, position, member: actor?.id ?? '', ...record.body }
    case 'withdrawn':
      return {
        type: 'withdrawn',
        room,
        position,
        message: record.body.message,
        withdrawnPosition: record.body.position,
      }
    case 'membership':
      return { type: 'membership', room, position, ...record.body }
    case 'room':
      return { type: 'room', room, position, ...record.body }
    default:
      return unknownEvent(record)
  }
}

/** Of a newer release: clients ignore types that they do not know, and have seen its position. */
const unknownEvent = ({ kind, room, position }: { kind: string; room: string; position: number }) =>
  ({ type: kind, room, position }) as RecordEvent
