import { readFileSync } from 'node:fs'
import { parse as parseGraphql, validate } from 'graphql'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { schema } from './graphql/index.ts'
import {
  closeCodes,
  deleteInput,
  destinations,
  type EndedCode,
  editInput,
  faultCodes,
  limits,
  messageId,
  parseSendDestination,
  parseSubscribeDestination,
  reactionInput,
  refusalCodes,
  sendInput,
  type TopicEvent,
  type UserEvent,
} from './model/index.ts'

const page = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8')
const ROOM = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab'
const MESSAGE = 'Zk3h0QZ1mD6vXn8yT2aB4w'

/** Rows of a table: the first cell, without its backticks, and the others. */
const rows = [...page.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, name = '', rest = '']) => ({
  name,
  cells: rest.split(' | '),
}))
const cellsOf = (name: string): string[] | undefined => rows.find((row) => row.name === name)?.cells

interface Example {
  command: string
  headers: Map<string, string>
  body: string
}

const frames: Example[] = [...page.matchAll(/^```\n([A-Z]+)\n((?:[a-z-]+:.*\n)+)\n([^`]*?)\^@\n```$/gm)].map(
  ([, command = '', headers = '', body = '']) => ({
    command,
    headers: new Map(
      headers
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
    ),
    body,
  }),
)

describe('destinations of the tables', () => {
  const named = [...page.matchAll(/`(?:SEND )?(\/(?:app|topic|user)\/[^`]+)`/g)].map(([, destination = '']) =>
    destination.replace('{room}', ROOM).replace('{message}', MESSAGE),
  )

  test.each(named)('%s is one', (destination) => {
    expect(parseSendDestination(destination) ?? parseSubscribeDestination(destination)).toBeDefined()
  })

  test('are all that there are', () => {
    const all = Object.values(destinations).map((of) => (typeof of === 'string' ? of : of(ROOM, MESSAGE)))
    expect([...new Set(named)].sort()).toEqual(all.sort())
  })
})

describe('examples', () => {
  test('are there', () => {
    expect(frames.map(({ command }) => command)).toEqual(
      expect.arrayContaining(['CONNECT', 'CONNECTED', 'SEND', 'RECEIPT', 'MESSAGE', 'SUBSCRIBE']),
    )
    expect(page.match(/\^@\n```/g)).toHaveLength(frames.length)
  })

  test.each(frames.filter(({ headers }) => headers.has('destination')))('$command to a destination', (frame) => {
    const destination = frame.headers.get('destination') ?? ''
    const parseIt = frame.command === 'SEND' ? parseSendDestination : parseSubscribeDestination
    expect(parseIt(destination), destination).toBeDefined()
  })

  test.each(frames.filter(({ body }) => body !== ''))('the body of $command is whole JSON', ({ headers, body }) => {
    expect(JSON.parse(body)).toBeTypeOf('object')
    const length = headers.get('content-length')
    if (length !== undefined) expect(Buffer.byteLength(body)).toBe(Number(length))
  })

  test.each(frames.filter(({ command }) => command === 'SEND'))('what is sent is what the server takes', ({ body }) => {
    expect(() => v.parse(sendInput, JSON.parse(body))).not.toThrow()
  })

  test('ids look as they do', () => {
    const ids = frames.flatMap(({ headers }) => headers.get('message-id') ?? []).filter((id) => /^\w{22}$/.test(id))
    expect(ids).not.toHaveLength(0)
    for (const id of [...ids, MESSAGE]) expect(v.is(messageId, id), id).toBe(true)
  })

  test.each([...page.matchAll(/```graphql\n([^`]+)```/g)].map(([, document = '']) => document))(
    'the schema answers %s',
    (document) => {
      expect(validate(schema, parseGraphql(document))).toEqual([])
    },
  )
})

describe('bodies name every field that the server takes', () => {
  const fieldsOf = (destination: string) =>
    [...(cellsOf(destination)?.[0] ?? '').matchAll(/"(\w+)"/g)].map(([, field = '']) => field)
  const inMessage = '/app/rooms/{room}/messages/{message}'
  test.each([
    ['/app/rooms/{room}/messages', sendInput],
    [`${inMessage}/edit`, editInput],
    [`${inMessage}/delete`, deleteInput],
    [`${inMessage}/reactions`, reactionInput],
  ] as const)('%s', (destination, input) => {
    expect(fieldsOf(destination).sort()).toEqual(Object.keys(input.entries).sort())
  })
})

/** The compiler sees to it that each list below holds every word, and this that the page does. */
const everyWord = <W extends string>(words: Record<W, true>) => Object.keys(words)

const topicEvents = everyWord<TopicEvent['type']>({
  subscribed: true,
  ended: true,
  message: true,
  edited: true,
  deleted: true,
  reaction: true,
  withdrawn: true,
  membership: true,
  room: true,
  typing: true,
  read: true,
  presence: true,
})
const userEvents = everyWord<UserEvent['type']>({ subscribed: true, activity: true, membership: true, read: true })
const endedCodes = everyWord<EndedCode>({ REMOVED: true, RESUME: true })

test.each([...topicEvents, ...userEvents, ...endedCodes, ...faultCodes, ...refusalCodes])('%s has a row', (word) => {
  expect(cellsOf(word)).toBeDefined()
})

test.each(Object.entries(closeCodes))('%s has its close code', (name, code) => {
  expect(page).toMatch(new RegExp(`^\\| ${code} \\| ${name} \\|`, 'm'))
})

test.each(Object.entries(limits))('the limit %s is %i', (name, limit) => {
  expect(cellsOf(name)?.[0]).toBe(limit.toLocaleString('en-US'))
})
