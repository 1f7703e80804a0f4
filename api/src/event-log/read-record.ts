import type { EventId, LogRecord, Position, RecordKind } from '@damso/schema/model'

/** Of a field: its type, or what it is made of. */
type Shape = 'string' | 'number' | 'boolean' | 'text or null' | 'texts' | 'member' | 'member or null' | 'object'
type Fields = Readonly<Record<string, Shape>>

/** What every release writes around a record, so that each finds its room and its `seq`. */
const envelope: Fields = {
  version: 'number',
  kind: 'string',
  site: 'string',
  room: 'string',
  eventId: 'string',
  actor: 'member or null',
  counts: 'boolean',
  at: 'number',
  body: 'object',
}

const member: Fields = { id: 'string', name: 'string', picture: 'text or null' }

const bodies: Record<RecordKind, Fields> = {
  message: { nonce: 'string', text: 'string', replyTo: 'text or null', mentions: 'texts' },
  edited: { message: 'string', text: 'string' },
  deleted: { message: 'string', moderator: 'boolean' },
  reaction: { message: 'string', emoji: 'string', on: 'boolean' },
  withdrawn: { message: 'string', position: 'number' },
  membership: { member: 'member', state: 'string', role: 'string', version: 'number' },
  room: {},
}

const VERSION = 1
/** A kind that nobody knows: it keeps its place and its `seq`, and says nothing. */
const UNREADABLE = 'unreadable'

/**
 * A record of the shared log, and whether its body can be read; undefined: it is none, today and for ever. A node that starts reads
 * tens of thousands: by hand the check is lost beside the parsing, by a schema library it took longer than that.
 */
export function readRecord(text: string, position: Position): { record: LogRecord; readable: boolean } | undefined {
  const read = parse(text)
  if (!has(read, envelope)) return undefined
  const { kind, version, body } = read as { kind: string; version: number; body: unknown }
  const known = Object.hasOwn(bodies, kind) ? bodies[kind as RecordKind] : undefined
  const readable = known === undefined || (version === VERSION && has(body, known))
  // Into what was just parsed: a copy took half as long again.
  const record = Object.assign(read, { kind: readable ? kind : UNREADABLE, position })
  return { record: record as unknown as LogRecord, readable }
}

/** Which of the two comes first. Within a string each quote has a backslash before it, so this is no text of anybody's. */
const idOrBody = /"eventId":"([^"\\]+)"|"body":/
/** What stands before the id is shorter: a kind, a site, a room. */
const HEAD_OCTETS = 512

/**
 * The event id alone, from the octets of a record: it stands before the body, or all is read. Undefined: it is no record, nor looks like one;
 * an id that only stood in somebody else's JSON is nobody's, so to know it does no harm.
 */
export function readEventId(octets: Buffer): EventId | undefined {
  const found = idOrBody.exec(octets.toString('latin1', 0, HEAD_OCTETS))
  const id = found?.[1]
  // A copy of the id: a piece of what it was found in would hold all of that.
  return id === undefined
    ? readRecord(octets.toString(), 0)?.record.eventId
    : Buffer.from(id, 'latin1').toString('latin1')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function has(value: unknown, fields: Fields): value is Record<string, unknown> {
  if (!isObject(value)) return false
  for (const name in fields) if (!is(value[name], fields[name] as Shape)) return false
  return true
}

function is(value: unknown, shape: Shape): boolean {
  switch (shape) {
    case 'text or null':
      return value === null || typeof value === 'string'
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
    case 'member or null':
      return value === null || has(value, member)
    case 'member':
      return has(value, member)
    case 'object':
      return isObject(value)
    default:
      return typeof value === shape
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
