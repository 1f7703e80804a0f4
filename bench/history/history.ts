/**
 * A page of 50 messages out of a long room, against the same statement through the same kind of worker; and the deepest
 * page against the newest.
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteHistory } from '@damso/api/internal/history'
import { connectSqlite } from '@damso/api/internal/sqlite'
import { type Message, roomKey } from '@damso/schema/model'
import { compare, type Line } from '../support/compare.ts'
import { quantile } from '../support/quantile.ts'

const MESSAGES = 200_000
const BATCH = 1_000
const PAGE = 50
const ROUNDS = 9
const PAGES = 400

const room = roomKey({ site: 'shop' }, '0192a1b0-0000-7000-8000-000000000001')
const other = roomKey({ site: 'shop' }, '0192a1b0-0000-7000-8000-000000000002')

/** Every second one is of another room, as in a log that many share. */
const messageNumbered = (number: number): Message => ({
  ...(number % 2 === 0 ? room : other),
  ...{ id: `message-${String(number).padStart(14, '0')}`, position: number + 1, revision: number + 1 },
  ...{ seq: Math.floor(number / 2) + 1, nonce: `nonce-${String(number).padStart(8, '0')}` },
  sender: { id: `member-${number % 40}`, name: '김민아', picture: 'https://shop.example/faces/mina.png' },
  ...{ text: 'Is the blue one still in stock? '.repeat(4), replyTo: null, mentions: [] },
  reactions: number % 20 === 0 ? [{ emoji: '👍', members: ['jun', 'seo'] }] : [],
  ...{ sentAt: 1_790_000_000_000 + number, editedAt: null, deletedAt: null },
})

const bareSql = `
  SELECT id, site, room, position, revision, seq, nonce, sender_id, sender_name, sender_picture, text, reply_to, mentions,
    reactions, sent_at, edited_at, deleted_at
  FROM messages WHERE site = ? AND room = ? AND position < ? ORDER BY position DESC LIMIT ?`

const onFatal = (error: Error) => {
  throw error
}

/** Milliseconds of each page, one after the other. */
async function timePages(read: (before: number) => Promise<unknown>, before: () => number): Promise<number[]> {
  const times: number[] = []
  for (let page = 0; page < PAGES; page++) {
    const place = before()
    const start = performance.now()
    await read(place)
    times.push(performance.now() - start)
  }
  return times
}

export async function run(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'damso-bench-'))
  const file = join(folder, 'history.db')
  const history = await openSqliteHistory({ file, onFatal })
  const bare = connectSqlite({ file, readOnly: true, onFatal })
  try {
    for (let from = 0; from < MESSAGES; from += BATCH) {
      await history.insert(Array.from({ length: BATCH }, (_, at) => messageNumbered(from + at)))
    }
    const page = (before: number) => history.page(room, { before, limit: PAGE })
    const barePage = (before: number) => bare.rows(bareSql, [room.site, room.room, before, PAGE])

    const anywhere = () => PAGE * 2 + Math.floor(Math.random() * (MESSAGES - PAGE * 2))
    const newest = () => MESSAGES + 1
    const deepest = () => PAGE * 2 + 1
    const sides = [
      { read: page, before: anywhere },
      { read: barePage, before: anywhere },
      { read: page, before: newest },
      { read: page, before: deepest },
    ].map((side) => ({ ...side, rounds: [] as number[][] }))
    for (let round = 0; round <= ROUNDS; round++) {
      // Turn about, so that none always comes after another; the first round warms up.
      for (const { read, before, rounds } of round % 2 === 0 ? sides : sides.toReversed()) {
        const times = await timePages(read, before)
        if (round > 0) rounds.push(times)
      }
    }
    const [ours, theirs, first, last] = sides.map(({ rounds }) => rounds)
    const p95 = (rounds: number[][] = []) =>
      quantile(
        rounds.map((times) => quantile(times, 0.95)),
        0.5,
      )
    return [
      compare({
        ...{ bench: 'history', case: `p95 of a page of ${PAGE}`, unit: 'ms', budget: { atMost: 1.15 } },
        ...{ ours: p95(ours), peer: 'the same statement through the same worker', theirs: p95(theirs) },
      }),
      compare({
        ...{
          bench: 'history',
          case: `p95 of the deepest page of ${MESSAGES / 2}`,
          unit: 'ms',
          budget: { atMost: 1.2 },
        },
        ...{ ours: p95(last), peer: 'the newest page', theirs: p95(first) },
      }),
    ]
  } finally {
    await bare.close()
    await history.stop()
    await rm(folder, { recursive: true })
  }
}
