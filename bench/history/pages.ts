import { compare, type Line } from '../support/compare.ts'
import { median, quantile } from '../support/quantile.ts'
import { type History, room } from './messages.ts'

const PAGE = 50
const ROUNDS = 9
const PAGES = 400

type Read = (before: number, limit: number) => Promise<unknown>

interface Side {
  read: Read
  before(): number
}

/** p95 of each side: a page of each in turn, so that whatever else the machine does meets all alike. */
async function roundOf(sides: readonly Side[]): Promise<number[]> {
  const times = sides.map(() => [] as number[])
  for (let page = 0; page < PAGES; page++) {
    for (const [side, { read, before }] of sides.entries()) {
      const place = before()
      const start = performance.now()
      await read(place, PAGE)
      times[side]?.push(performance.now() - start)
    }
  }
  return times.map((all) => quantile(all, 0.95))
}

/**
 * Pages of a room that holds every second of so many messages, numbered by position: ours against the peer's anywhere, the deepest
 * against the newest.
 */
export async function comparePages(
  history: History,
  messages: number,
  peer: { name: string; read: Read },
): Promise<Line[]> {
  const page: Read = (before, limit) => history.page(room, { before, limit })
  const anywhere = () => PAGE * 2 + Math.floor(Math.random() * (messages - PAGE * 2))
  const newest = () => messages + 1
  const deepest = () => PAGE * 2 + 1
  const sides: Side[] = [
    { read: page, before: anywhere },
    { read: peer.read, before: anywhere },
    { read: page, before: newest },
    { read: page, before: deepest },
  ]
  await roundOf(sides)
  const rounds: number[][] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await roundOf(sides))
  const [ours = Number.NaN, theirs = Number.NaN, first = Number.NaN, last = Number.NaN] = sides.map((_, side) =>
    median(rounds.map((p95s) => p95s[side] ?? Number.NaN)),
  )
  return [
    compare({
      ...{ bench: 'history', case: `p95 of a page of ${PAGE}`, unit: 'ms', budget: { atMost: 1.15 } },
      ...{ ours, peer: peer.name, theirs },
    }),
    compare({
      ...{ bench: 'history', case: `p95 of the deepest page of ${messages / 2}`, unit: 'ms', budget: { atMost: 1.2 } },
      ...{ ours: last, peer: 'the newest page', theirs: first },
    }),
  ]
}
