import { describe, expect, test } from 'vitest'
import { check } from './checker.ts'
import type { Act, Entry, EntryOf, Seen } from './history.ts'

/** Messages by a, at the positions 10, 20, 30 …; a reads, b reads. */
const seen = (number: number, change: Partial<Seen> = {}): Seen => ({
  id: `m${number}`,
  position: 10 * number,
  revision: 10 * number,
  seq: number,
  nonce: `nonce-${number}`,
  sender: 'a',
  text: `text ${number}`,
  reactions: [],
  ...change,
})

const act = (number: number, change: Partial<Act> = {}): Act => ({
  kind: 'message',
  room: 'r',
  member: 'a',
  nonce: `nonce-${number}`,
  text: `text ${number}`,
  ...change,
})

const asked = (what: Act, at = 0): Entry => ({ at, type: 'asked', act: what, retry: false })
const stored = (number: number, change: Partial<EntryOf<'stored'>> = {}): Entry => ({
  at: 1,
  type: 'stored',
  nonce: `nonce-${number}`,
  position: 10 * number,
  message: `m${number}`,
  ...change,
})
const refused = (nonce: string): Entry => ({ at: 1, type: 'refused', nonce, code: 'FORBIDDEN' })
const unknown = (nonce: string): Entry => ({ at: 1, type: 'unknown', nonce })
const final = (messages: Seen[], member = 'a'): Entry => ({ at: 9, type: 'final', room: 'r', member, messages })
const view = (messages: Seen[], position: number): Entry => ({
  at: 2,
  type: 'view',
  reader: 'b1',
  member: 'b',
  room: 'r',
  askedAt: 2,
  position,
  messages,
})
const page = (messages: Seen[], change: Partial<EntryOf<'page'>> = {}): Entry => ({
  at: 3,
  type: 'page',
  member: 'b',
  room: 'r',
  askedAt: 3,
  newest: false,
  atLeast: 0,
  position: 90,
  messages,
  ...change,
})
const delivered = (number: number, position = 10 * number): Entry => ({
  at: 4,
  type: 'delivered',
  reader: 'b1',
  event: {
    type: 'message',
    room: 'r',
    position,
    id: `m${number}`,
    nonce: `nonce-${number}`,
    sender: { id: 'a', name: 'a', picture: null },
    text: `text ${number}`,
    replyTo: null,
    mentions: [],
    at: 0,
  },
})
const reaction = (message: string, position: number, on = true): Entry => ({
  at: 5,
  type: 'delivered',
  reader: 'b1',
  event: { type: 'reaction', room: 'r', position, message, member: 'b', emoji: '👍', on },
})
const summary = (change: Partial<EntryOf<'summary'>> = {}): Entry => ({
  at: 8,
  type: 'summary',
  member: 'b',
  room: 'r',
  final: true,
  lastSeq: 3,
  lastPosition: 30,
  unread: 1,
  readPosition: 20,
  readSeq: 2,
  ...change,
})

const sent = [1, 2, 3].flatMap((number) => [asked(act(number)), stored(number)])
const all = [seen(1), seen(2), seen(3)]
const react = act(9, { kind: 'reaction', nonce: 'nonce-r', member: 'b', message: 'm1', emoji: '👍', on: true })
const reacted = seen(1, { revision: 35, reactions: [{ emoji: '👍', members: ['b'] }] })

const rulesOf = (...entries: Entry[]): string[] => [...new Set(check(entries).map(({ rule }) => rule))]

describe('a good history has no violation', () => {
  const good: Record<string, Entry[]> = {
    'sent, read, delivered': [...sent, view([seen(1)], 10), delivered(2), delivered(3), final(all), summary()],
    'a reader who reloads': [...sent, view([seen(1)], 10), view([seen(2), seen(3)], 30), final(all)],
    'an unknown outcome that was stored': [...sent.slice(0, 4), asked(act(3)), unknown('nonce-3'), final(all)],
    'an unknown outcome that was not': [...sent, asked(act(4)), unknown('nonce-4'), final(all)],
    'two members': [
      ...sent,
      final(all),
      final(
        all.map((message) => ({ ...message, nonce: null })),
        'b',
      ),
    ],
    'a reaction, acknowledged and delivered': [
      ...sent,
      view([seen(1)], 10),
      delivered(2),
      delivered(3),
      asked(react),
      stored(0, { nonce: 'nonce-r', position: 35, message: 'm1' }),
      reaction('m1', 35),
      final([reacted, seen(2), seen(3)]),
    ],
    'a member who left and is back': [
      ...sent,
      { at: 10, type: 'barred', member: 'b', room: 'r' },
      { at: 5_000, type: 'readmitted', member: 'b', room: 'r' },
      page(all, { at: 5_001, askedAt: 5_001, position: 30 }),
      final(all),
    ],
  }
  test.each(Object.entries(good))('%s', (_, entries) => {
    expect(check(entries)).toEqual([])
  })
})

describe('each thing that the promise forbids is found', () => {
  const bad: Record<string, [rule: string, entries: Entry[]]> = {
    'acknowledged and not in history': ['lost', [...sent, final([seen(1), seen(2)])]],
    'shown and not in history': ['lost', [...sent, page([seen(4)]), final(all)]],
    'delivered and not in history': ['lost', [...sent, view(all, 30), delivered(4), final(all)]],
    'refused and yet in history': ['phantom', [...sent.slice(0, 4), asked(act(3)), refused('nonce-3'), final(all)]],
    'in history, and nobody sent it': ['phantom', [...sent.slice(0, 4), final(all)]],
    'in history under another name': ['phantom', [...sent, final([seen(1), seen(2), seen(3, { sender: 'b' })])]],
    'the same nonce twice in history': ['twice', [...sent, final([...all, seen(4, { nonce: 'nonce-3', id: 'm4' })])]],
    'delivered again at another place': ['twice', [...sent, view(all, 30), delivered(3, 40), final(all)]],
    'delivered though the page had it': ['twice', [...sent, view(all, 30), delivered(3), final(all)]],
    'places that go back': ['order', [...sent, view([], 0), delivered(1), delivered(3), delivered(2), final(all)]],
    'acknowledged at another place': ['order', [...sent, stored(3, { position: 31 }), final(all)]],
    'a page in another order': ['order', [...sent, page([seen(2), seen(1)]), final(all)]],
    'two members see another order': ['order', [...sent, final(all), final([seen(2), seen(1), seen(3)], 'b')]],
    'a hole in what was delivered': ['gap', [...sent, view([seen(1)], 10), delivered(3), final(all)]],
    'a hole between page and stream': ['gap', [...sent, view([seen(1)], 20), delivered(3), final(all)]],
    'a hole in a page': ['gap', [...sent, page([seen(1), seen(3)]), final(all)]],
    'a newest page that stops early': ['gap', [...sent, page([seen(1)], { newest: true, position: 30 }), final(all)]],
    'a page older than asked': ['gap', [...sent, page(all, { position: 20, atLeast: 30 }), final(all)]],
    'a reader who never comes to the end': ['gap', [...sent, view([seen(1)], 10), delivered(2), final(all)]],
    'a change that a reader missed': [
      'gap',
      [
        ...sent,
        asked(react),
        stored(0, { nonce: 'nonce-r', position: 25, message: 'm1' }),
        view([seen(1), seen(2)], 20),
        delivered(3),
        final([reacted, seen(2), seen(3)]),
      ],
    ],
    'an acknowledged reaction that does not show': [
      'change',
      [...sent, asked(react), stored(0, { nonce: 'nonce-r', position: 35, message: 'm1' }), final(all)],
    ],
    'an acknowledged edit that does not show': [
      'change',
      [
        ...sent,
        asked(act(9, { kind: 'edited', nonce: 'nonce-e', message: 'm1', text: 'other' })),
        stored(0, { nonce: 'nonce-e', position: 35, message: 'm1' }),
        final(all),
      ],
    ],
    'an acknowledged deletion that does not show': [
      'change',
      [
        ...sent,
        asked(act(9, { kind: 'deleted', nonce: 'nonce-d', message: 'm1' })),
        stored(0, { nonce: 'nonce-d', position: 35, message: 'm1' }),
        final(all),
      ],
    ],
    'a reader who made something else of it': ['change', [...sent, view(all, 30), reaction('m1', 35), final(all)]],
    'a seq that is missing': ['seq', [...sent, final([seen(1), seen(2), seen(3, { seq: 4 })])]],
    'a seq that changed': ['seq', [...sent, page([seen(1, { seq: 2 })]), final(all)]],
    'unread one too many': ['unread', [...sent, final(all), summary({ unread: 2 })]],
    'a marker that does not fit its seq': ['unread', [...sent, final(all), summary({ readSeq: 1, unread: 2 })]],
    'a marker that moved back': [
      'unread',
      [
        ...sent,
        asked(act(9, { kind: 'read', nonce: 'nonce-m', member: 'b', position: 30 })),
        stored(0, { nonce: 'nonce-m', position: 30, message: null }),
        final(all),
        summary(),
      ],
    ],
    'a summary that stops early': [
      'unread',
      [...sent, final(all), summary({ lastSeq: 2, lastPosition: 20, unread: 0 })],
    ],
    'back to normal too late': [
      'recovery',
      [...sent, final(all), { at: 9, type: 'recovered', fault: 'kill', milliseconds: 10_001, limit: 10_000 }],
    ],
    'a node that grows': [
      'memory',
      [...sent, final(all), { at: 9, type: 'memory', node: 'n', bytes: 600 * 1024 * 1024 }],
    ],
    'a page for someone who was removed': [
      'removed',
      [
        ...sent,
        { at: 10, type: 'barred', member: 'b', room: 'r' },
        page(all, { askedAt: 2_100, position: 30 }),
        final(all),
      ],
    ],
    'a message of someone who was removed': [
      'removed',
      [
        ...sent.slice(0, 4),
        { at: 10, type: 'barred', member: 'a', room: 'r' },
        asked(act(3), 3_000),
        stored(3, { at: 3_001 }),
        final(all),
      ],
    ],
  }
  test.each(Object.entries(bad))('%s', (_, [rule, entries]) => {
    expect(rulesOf(...entries)).toContain(rule)
  })
})
