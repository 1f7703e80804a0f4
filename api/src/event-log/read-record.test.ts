import { expect, test } from 'vitest'
import { recordNumbered } from './event-log.contract.ts'
import { readEventId, readRecord } from './read-record.ts'

const written = recordNumbered(1)
const read = (value: unknown) => readRecord(JSON.stringify(value), 7)

test('a record comes back as it was written, with its place', () => {
  expect(read(written)).toEqual({ record: { ...written, position: 7 }, readable: true })
})

test.each([
  ['no JSON', '{'],
  ['nothing', ''],
  ['a number', '5'],
  ['null', 'null'],
  ['an object of somebody else', '{"order": 42}'],
  ['no room', JSON.stringify({ ...written, room: undefined })],
  ['a seq that nobody can tell', JSON.stringify({ ...written, counts: 'yes' })],
])('%s is no record', (_, text) => {
  expect(readRecord(text, 7)).toBeUndefined()
})

test.each([
  ['a message without text', { ...written, body: { nonce: 'n', replyTo: null, mentions: [] } }],
  ['an edit of nothing', { ...written, kind: 'edited', body: {} }],
  ['a newer version of a known kind', { ...written, version: 2 }],
])('%s keeps its place and its seq, and says nothing', (_, value) => {
  const record = { kind: 'unreadable', position: 7, counts: true, eventId: written.eventId }
  expect(read(value)).toMatchObject({ readable: false, record })
})

test('a kind of a newer release is taken as it is', () => {
  const newer = { ...written, kind: 'poll', version: 2, body: { question: 'where?' } }
  expect(read(newer)).toEqual({ record: { ...newer, position: 7 }, readable: true })
})

const { body, ...envelope } = written
const quoted = { ...body, text: '"eventId":"another"' }
test.each([
  ['as it is written', { ...envelope, body: quoted }, written.eventId],
  [
    'with the body first, which has an id of its own',
    { body: { ...quoted, eventId: 'another' }, ...envelope },
    written.eventId,
  ],
  ['of somebody else', { order: 42 }, undefined],
])('the event id is found without the rest: a record %s', (_, value, id) => {
  expect(readEventId(Buffer.from(JSON.stringify(value)))).toBe(id)
})
