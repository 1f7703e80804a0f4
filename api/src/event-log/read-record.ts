import type { LogRecord, Position, RecordKind } from '@damso/schema/model'
import * as v from 'valibot'

const member = v.looseObject({ id: v.string(), name: v.string(), picture: v.nullable(v.string()) })

/** What every release writes around a record, so that each finds its room and its `seq`. */
const envelope = v.looseObject({
  version: v.number(),
  kind: v.string(),
  site: v.string(),
  room: v.string(),
  eventId: v.string(),
  actor: v.nullable(member),
  counts: v.boolean(),
  at: v.number(),
  body: v.looseObject({}),
})

const bodies: Record<RecordKind, v.GenericSchema> = {
  message: v.looseObject({
    nonce: v.string(),
    text: v.string(),
    replyTo: v.nullable(v.string()),
    mentions: v.array(v.string()),
  }),
  edited: v.looseObject({ message: v.string(), text: v.string() }),
  deleted: v.looseObject({ message: v.string(), moderator: v.boolean() }),
  reaction: v.looseObject({ message: v.string(), emoji: v.string(), on: v.boolean() }),
  withdrawn: v.looseObject({ message: v.string(), position: v.number() }),
  membership: v.looseObject({ member, state: v.string(), role: v.string(), version: v.number() }),
  room: v.looseObject({}),
}

const VERSION = 1
/** A kind that nobody knows: it keeps its place and its `seq`, and says nothing. */
const UNREADABLE = 'unreadable'

/** A record of the shared log, and whether its body can be read; undefined: it is none, today and for ever. */
export function readRecord(text: string, position: Position): { record: LogRecord; readable: boolean } | undefined {
  const read = parse(text)
  if (!v.is(envelope, read)) return undefined
  const body = Object.hasOwn(bodies, read.kind) ? bodies[read.kind as RecordKind] : undefined
  const readable = body === undefined || (read.version === VERSION && v.is(body, read.body))
  const kind = readable ? read.kind : UNREADABLE
  return { record: { ...read, kind, position } as unknown as LogRecord, readable }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
