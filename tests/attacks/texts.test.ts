import { destinations } from '@damso/schema/model'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { StompClient } from '../support/stomp-client.ts'
import { createTarget, nextNonce, type Target } from './target.ts'

let target: Target
let client: StompClient
beforeAll(async () => {
  target = await createTarget()
  client = await target.connect()
  client.subscribe(destinations.errors)
})
afterEach(() => target.isUnharmed())
afterAll(() => target.server.remove())

interface Refused {
  code: string
  field?: string
  limit?: number
  message: string
}

/** What may be wrong with a message, whichever way it comes; `text` and `nonce` are good unless said. */
const bad: [what: string, input: Record<string, unknown>, refused: Partial<Refused>, words: string][] = [
  ['a text over its limit', { text: 'x'.repeat(8_193) }, { code: 'TOO_LONG', field: 'text', limit: 8_192 }, 'shorten'],
  ['a text of 60 KB', { text: 'x'.repeat(60_000) }, { code: 'TOO_LONG', field: 'text', limit: 8_192 }, 'shorten'],
  [
    'a text whose octets are too many',
    { text: '담'.repeat(2_731) },
    { code: 'TOO_LONG', field: 'text', limit: 8_192 },
    'bytes',
  ],
  ['half of a surrogate pair', { text: 'a\ud800b' }, { code: 'INVALID', field: 'text' }, 'surrogate'],
  ['NUL', { text: 'a\0b' }, { code: 'INVALID', field: 'text' }, 'NUL'],
  ['nothing', { text: '' }, { code: 'INVALID', field: 'text' }, 'empty'],
  ['spaces', { text: ' \t\n\u3000' }, { code: 'INVALID', field: 'text' }, 'empty'],
  ['nothing visible', { text: '\u200b\u2060\u00ad' }, { code: 'INVALID', field: 'text' }, 'empty'],
  ['directions alone', { text: '\u202e\u2066' }, { code: 'INVALID', field: 'text' }, 'empty'],
  ['a nonce too short', { nonce: 'short' }, { code: 'INVALID', field: 'nonce' }, '8 to 64'],
  ['a nonce too long', { nonce: 'x'.repeat(65) }, { code: 'INVALID', field: 'nonce' }, '8 to 64'],
  ['a nonce with SQL in it', { nonce: "'; DROP TABLE rooms; --" }, { code: 'INVALID', field: 'nonce' }, '8 to 64'],
  ['an answer to no message id', { replyTo: '../../etc/passwd' }, { code: 'INVALID', field: 'replyTo' }, 'message id'],
  ['an answer to no message', { replyTo: 'A'.repeat(22) }, { code: 'NOT_FOUND', field: 'replyTo' }, 'no message'],
  [
    'too many mentions',
    { mentions: Array(51).fill('ben') },
    { code: 'TOO_LONG', field: 'mentions', limit: 50 },
    'items',
  ],
  ['a mention that is no id', { mentions: ['ben', 'a b'] }, { code: 'INVALID', field: 'mentions[1]' }, 'spaces'],
]

async function overStomp(body: unknown): Promise<Refused> {
  const headers = await client.send(destinations.messages(target.shop.id), body)
  expect(headers.outcome).toBe('refused')
  const details = await client.event<Refused & { receipt: string }>(({ receipt }) => receipt === headers['receipt-id'])
  expect(details.code).toBe(headers.code)
  return details
}

const mutation = `mutation ($roomId: ID!, $nonce: String!, $text: String!, $replyTo: ID, $mentions: [ID!]) {
  sendMessage(roomId: $roomId, nonce: $nonce, text: $text, replyTo: $replyTo, mentions: $mentions) {
    __typename ... on Refusal { code message field limit }
  }
}`

describe.each(['STOMP', 'GraphQL'])('a message over %s', (protocol) => {
  test.each(bad)('%s is refused', async (_, input, refused, words) => {
    const full = { nonce: nextNonce(), text: 'good', ...input }
    const answer =
      protocol === 'STOMP'
        ? await overStomp(full)
        : (await target.graphql<{ sendMessage: Refused }>(mutation, { roomId: target.shop.id, ...full })).sendMessage
    expect(answer).toMatchObject(refused)
    expect(answer.message).toContain(words)
  })
})

describe('a body that is no message', () => {
  const bodies: [what: string, body: unknown, refused: Partial<Refused>][] = [
    ['not JSON', '{"text":', { code: 'INVALID', field: 'body' }],
    ['nothing', '', { code: 'INVALID', field: 'body' }],
    ['null', 'null', { code: 'INVALID', field: 'body' }],
    ['a list', '[]', { code: 'INVALID' }],
    ['a word', '"text"', { code: 'INVALID', field: 'body' }],
    ['lists in lists', '['.repeat(30_000), { code: 'INVALID', field: 'body' }],
    ['no text', { nonce: 'nonce-good' }, { code: 'INVALID', field: 'text' }],
    ['a number for a text', { nonce: 'nonce-good', text: 7 }, { code: 'INVALID', field: 'text' }],
    ['an object for a text', { nonce: 'nonce-good', text: { $gt: '' } }, { code: 'INVALID', field: 'text' }],
    ['a list for a nonce', { nonce: ['nonce-good'], text: 'good' }, { code: 'INVALID', field: 'nonce' }],
    ['a word for a truth', { nonce: 'nonce-good', text: 'good', retry: 'yes' }, { code: 'INVALID', field: 'retry' }],
    ['a prototype', '{"__proto__":{"text":"good","nonce":"nonce-good"}}', { code: 'INVALID' }],
    ['a constructor', '{"constructor":{"prototype":{"text":"good"}}}', { code: 'INVALID' }],
  ]
  test.each(bodies)('%s', async (_, body, refused) => {
    expect(await overStomp(body)).toMatchObject(refused)
  })
})

describe('other acts', () => {
  const shop = () => target.shop.id
  const said = () => target.messages.shop
  const acts: [what: string, destination: () => string, body: unknown, refused: Partial<Refused>][] = [
    [
      'an edit into nothing',
      () => destinations.edit(shop(), said()),
      { nonce: 'nonce-edit', text: ' ' },
      { code: 'INVALID', field: 'text' },
    ],
    [
      'an edit of no message',
      () => destinations.edit(shop(), 'A'.repeat(22)),
      { nonce: 'nonce-edit', text: 'x' },
      { code: 'NOT_FOUND' },
    ],
    [
      'a reaction with a sentence',
      () => destinations.reactions(shop(), said()),
      { nonce: 'nonce-react', emoji: 'a b', on: true },
      { code: 'INVALID', field: 'emoji' },
    ],
    [
      'a reaction with a book',
      () => destinations.reactions(shop(), said()),
      { nonce: 'nonce-react', emoji: 'x'.repeat(33), on: true },
      { code: 'TOO_LONG', field: 'emoji', limit: 32 },
    ],
    ['a marker below zero', () => destinations.read(shop()), { position: -1 }, { code: 'INVALID', field: 'position' }],
    [
      'a marker between two places',
      () => destinations.read(shop()),
      { position: 1.5 },
      { code: 'INVALID', field: 'position' },
    ],
    [
      'a marker beyond all numbers',
      () => destinations.read(shop()),
      '{"position":1e999}',
      { code: 'INVALID', field: 'position' },
    ],
    [
      'a marker that is a word',
      () => destinations.read(shop()),
      { position: '1' },
      { code: 'INVALID', field: 'position' },
    ],
    [
      'a message in no room',
      () => destinations.messages('0192f0c1-2a3b-7c4d-8e5f-0123456789ab'),
      { nonce: 'nonce-room', text: 'x' },
      { code: 'NOT_FOUND' },
    ],
  ]
  test.each(acts)('%s', async (_, destination, body, refused) => {
    const headers = await client.send(destination(), body)
    expect(headers).toMatchObject({ outcome: 'refused', code: refused.code })
    expect(
      await client.event<Refused & { receipt: string }>(({ receipt }) => receipt === headers['receipt-id']),
    ).toMatchObject(refused)
  })
})

describe('what is odd and good', () => {
  const good = [
    '\u202eright to left\u202c',
    "Robert'); DROP TABLE messages; --",
    '<script>alert(1)</script>',
    '👨‍👩‍👧‍👦',
    '한',
    'x'.repeat(8_192),
  ]
  test.each(good)('%j is kept as it is', async (text) => {
    const room = destinations.messages(target.shop.id)
    const { outcome, 'message-id': id = '' } = await client.send(room, { nonce: nextNonce(), text })
    expect(outcome).toBe('stored')
    const { room: stored } = await target.graphql<{ room: { message: { text: string } } }>(
      'query ($room: ID!, $id: ID!) { room(id: $room) { message(id: $id) { text } } }',
      { room: target.shop.id, id },
    )
    expect(stored.message.text).toBe(text)
    await target.accept()
  })
})
