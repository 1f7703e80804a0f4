import { join } from 'node:path'
import { type Message, messageOf, type NewRecord, roomKey } from '@damso/schema/model'

/** What one call writes: a pure function of its name, `<round>.<number>`, so that a reader can tell a part from a whole. */

export const files = {
  log: (folder: string) => join(folder, 'log.db'),
  history: (folder: string) => join(folder, 'history.db'),
  database: (folder: string) => join(folder, 'damso.db'),
}

export const room = roomKey({ site: 'shop' }, '0192a1b0-0000-7000-8000-000000000001')

type MessageRecord = Extract<NewRecord, { kind: 'message' }>

/** One to five records. */
const sizeOf = (call: string) => (Number(call.split('.')[1]) % 5) + 1

export const recordsOfCall = (call: string): MessageRecord[] =>
  Array.from({ length: sizeOf(call) }, (_, part) => ({
    ...{
      version: 1,
      kind: 'message',
      site: room.site,
      room: room.room,
      eventId: `${call}.${part}`,
      counts: true,
      at: 1,
    },
    ...{ actor: null, body: { nonce: 'nonce-12', text: '담소 '.repeat(50), replyTo: null, mentions: [] } },
  }))

/** Each call has places of its own in the room. */
export function messagesOfCall(call: string): Message[] {
  const [round, number] = call.split('.').map(Number)
  const first = (round ?? 0) * 10_000_000 + (number ?? 0) * 10
  return recordsOfCall(call).map((record, part) => messageOf({ ...record, position: first + part }))
}

export const rowOfCall = (call: string): string => call.replace('.', '-')
