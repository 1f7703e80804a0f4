import type { LogRecord, Member, NewRecord } from '@damso/schema/model'

/** Records for tests of what is computed from the log: one site, members a to e, messages named by number. */
export const member = (id: string): Member => ({ id, name: id.toUpperCase(), picture: null })

export const messageIdAt = (number: number): string => `m${String(number).padStart(21, '0')}`

type Body<K extends LogRecord['kind']> = Extract<LogRecord, { kind: K }>['body']

export function record<K extends NewRecord['kind']>(
  position: number,
  kind: K,
  body: Body<K>,
  {
    actor = 'a',
    room = 'r1',
    eventId = `${kind}-${position}`,
    counts = kind === 'message',
  }: { actor?: string; room?: string; eventId?: string; counts?: boolean } = {},
): LogRecord {
  return {
    version: 1,
    kind,
    site: 'shop',
    room,
    eventId,
    actor: member(actor),
    counts,
    at: 1_000 * position,
    body,
    position,
  } as LogRecord
}

export const said = (position: number, number = position, options: { actor?: string; room?: string } = {}): LogRecord =>
  record(
    position,
    'message',
    { nonce: `nonce-${number}`, text: `text ${number}`, replyTo: null, mentions: [] },
    { ...options, eventId: messageIdAt(number) },
  )
