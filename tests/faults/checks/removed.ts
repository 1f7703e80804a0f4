import type { Entry, Violation } from '../history.ts'
import type { Run } from '../run.ts'

/** "A membership or ban that ends, ends reading and writing within 2 s on every node." */
const GRACE_MILLISECONDS = 2_000

export function* removed({ entries, acts }: Run): Generator<Violation> {
  const barredAt = new Map<string, number>()
  const askedAt = new Map<string, number>()
  const readers = new Map<string, { member: string; room: string }>()
  const isOut = (member: string, room: string, since: number) =>
    since > (barredAt.get(`${room} ${member}`) ?? Number.POSITIVE_INFINITY) + GRACE_MILLISECONDS

  for (const entry of entries) {
    if (entry.type === 'barred') barredAt.set(`${entry.room} ${entry.member}`, entry.at)
    if (entry.type === 'readmitted') barredAt.delete(`${entry.room} ${entry.member}`)
    if (entry.type === 'asked') askedAt.set(entry.act.nonce, entry.at)
    if (entry.type === 'view') readers.set(entry.reader, entry)
    const done = doneBy(entry)
    if (done && isOut(done.member, done.room, done.since))
      yield { rule: 'removed', what: `${done.member} was out of the room, and ${done.what}`, evidence: [entry] }
  }

  function doneBy(entry: Entry): { member: string; room: string; since: number; what: string } | undefined {
    if (entry.type === 'page' || entry.type === 'view')
      return { member: entry.member, room: entry.room, since: entry.askedAt, what: 'read a page' }
    if (entry.type === 'delivered') {
      const reader = readers.get(entry.reader)
      return reader && { ...reader, since: entry.at, what: 'got an event' }
    }
    if (entry.type !== 'stored') return undefined
    const act = acts.get(entry.nonce)?.act
    return act && { member: act.member, room: act.room, since: askedAt.get(act.nonce) ?? 0, what: `did: ${act.kind}` }
  }
}
