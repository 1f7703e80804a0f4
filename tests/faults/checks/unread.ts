import type { Violation } from '../history.ts'
import { countUpTo, type Run } from '../run.ts'

/** Unread is the true count, always; in the end of all messages, and no acknowledged marker moved back. */
export function* unread({ entries, acts, rooms }: Run): Generator<Violation> {
  const markers = new Map<string, number>()
  for (const { act, stored } of acts.values()) {
    if (stored.length === 0 || (act.kind !== 'read' && act.kind !== 'message')) continue
    const key = `${act.room} ${act.member}`
    // Who writes has read.
    const position = act.kind === 'read' ? (act.position ?? 0) : (stored[0]?.position ?? 0)
    markers.set(key, Math.max(markers.get(key) ?? 0, position))
  }
  for (const entry of entries) {
    if (entry.type !== 'summary') continue
    const messages = rooms.get(entry.room)?.messages ?? []
    const { lastSeq, lastPosition, readPosition, final } = entry
    const archived = countUpTo(messages, lastPosition)
    const read = Math.min(archived, countUpTo(messages, readPosition))
    const no = (what: string, ...evidence: unknown[]): Violation => ({
      rule: 'unread',
      what,
      evidence: [entry, ...evidence],
    })
    if (lastSeq !== archived) yield no(`lastSeq is ${lastSeq}, and ${archived} messages stand up to lastPosition`)
    // Seq is given before the room's summary tells of it, and a marker may be the first to know.
    const known = countUpTo(messages, readPosition)
    if (entry.readSeq < read || entry.readSeq > known)
      yield no(`readSeq is ${entry.readSeq}, and ${read} to ${known} messages stand up to the marker`)
    if (entry.unread !== archived - read) yield no(`unread is ${entry.unread}, and ${archived - read} messages are`)
    if (!final) continue
    if (archived !== messages.length) yield no(`lastPosition leaves out ${messages.length - archived} messages`)
    const marker = markers.get(`${entry.room} ${entry.member}`) ?? 0
    if (readPosition < marker) yield no(`the marker stands before ${marker}, which was acknowledged`)
  }
}
