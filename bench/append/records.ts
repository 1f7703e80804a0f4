import type { NewRecord } from '@damso/schema/model'

/** All of one room: so of one partition, in which they follow each other. */
export const recordNumbered = (number: number): NewRecord => ({
  ...{ version: 1, kind: 'message', site: 'shop', room: '0192a1b0-0000-7000-8000-000000000001', counts: true },
  ...{ eventId: `message-${String(number).padStart(14, '0')}`, at: 1_790_000_000_000 + number },
  actor: { id: 'mina', name: '미나', picture: null },
  body: { nonce: `nonce-${number}`, text: 'Is the blue one still in stock? '.repeat(6), replyTo: null, mentions: [] },
})
