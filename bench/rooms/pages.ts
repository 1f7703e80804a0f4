import { createAccess } from '@damso/api/internal/access'
import type { Database } from '@damso/api/internal/database'
import { createLists } from '@damso/api/internal/rooms'
import type { MemberViewer } from '@damso/schema/services'
import { compare, type Line } from '../support/compare.ts'
import { quantile } from '../support/quantile.ts'
import { HEAVY, TYPICAL } from './population.ts'

const PAGE = 30
const ROUNDS = 12
const PAGES = 300
const BUDGET = { atMost: 1.5 }

/** What one would write by hand for this page alone: one source, no cursor. */
const bareSql = `
SELECT r.id, r.\`key\`, r.kind, r.title, r.picture, r.join_policy, r.post_policy, r.slow_mode_seconds, r.frozen, r.member_count,
  r.last_seq, r.last_position, r.last_change_position, r.last_message, r.created_at, p.act_at,
  m.role, m.state, m.version, m.joined_at, m.read_position, m.read_seq, m.notify, m.muted_until,
  o.id AS other_id, o.name AS other_name, o.picture AS other_picture
FROM (SELECT room, act_at FROM memberships WHERE site = ? AND member = ? AND state = 'active' AND large = 0
  ORDER BY act_at DESC, room DESC LIMIT ${PAGE + 1}) p
JOIN rooms r ON r.site = ? AND r.id = p.room
JOIN memberships m ON m.site = r.site AND m.room = r.id AND m.member = ?
LEFT JOIN memberships c ON r.kind = 'direct' AND c.site = r.site AND c.room = r.id AND c.member <> ?
LEFT JOIN members o ON o.site = r.site AND o.id = c.member
ORDER BY p.act_at DESC, p.room DESC`

const viewerOf = (id: string): MemberViewer => ({
  ...{ kind: 'member', site: 'shop', role: 'member', expiresAt: Number.MAX_SAFE_INTEGER },
  member: { id, name: id, picture: null },
})

/** p95 of each side in one round: a page of each in turn, so that whatever else the machine does meets all alike. */
async function roundOf(sides: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const times = sides.map(() => [] as number[])
  for (let page = 0; page < PAGES; page++) {
    for (const [side, read] of sides.entries()) {
      const start = performance.now()
      await read()
      times[side]?.push(performance.now() - start)
    }
  }
  return times.map((all) => quantile(all, 0.95))
}

/** Pages of a populated database: ours against hand-written SQL, a member of many rooms against one of few. */
export async function* comparePages(
  database: Database,
  peer: { name: string; all(sql: string, parameters: string[]): Promise<unknown> },
): AsyncIterable<Line> {
  const lists = createLists({ database, access: createAccess({ database, isFresh: () => true }) })
  const ours = (id: string) => () => lists.list(viewerOf(id), { first: PAGE })
  const byHand = (id: string) => () => peer.all(bareSql, ['shop', id, 'shop', id, id])
  const sides = [ours(HEAVY.id), byHand(HEAVY.id), ours(TYPICAL.id), byHand(TYPICAL.id)]
  await roundOf(sides)
  const rounds: number[][] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await roundOf(sides))
  // The quietest round of each: what the machine does beside us only adds.
  const [heavy, heavyByHand, typical, typicalByHand] = sides.map((_, side) =>
    Math.min(...rounds.map((round) => round[side] ?? Number.NaN)),
  )
  const p95 = (name: string, ours = Number.NaN, peer: string, theirs = Number.NaN): Line =>
    compare({ bench: 'rooms', case: `p95 of ${name}`, ours, peer, theirs, unit: 'ms', budget: BUDGET })
  yield p95(`a page of ${PAGE}, member of ${TYPICAL.rooms} rooms`, typical, peer.name, typicalByHand)
  yield p95(`a page of ${PAGE}, member of ${HEAVY.rooms} rooms`, heavy, peer.name, heavyByHand)
  yield p95(`a page of a member of ${HEAVY.rooms} rooms`, heavy, `member of ${TYPICAL.rooms} rooms`, typical)
}
