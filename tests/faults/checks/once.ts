import type { Seen, Violation } from '../history.ts'
import type { Run } from '../run.ts'

/** Nothing twice: in no list, and to no reader. */
export function* once({ entries, rooms }: Run): Generator<Violation> {
  for (const { room, messages } of rooms.values()) yield* twiceIn(messages, `history of ${room}`, true)
  const delivered = new Map<string, Set<string>>()
  for (const entry of entries) {
    if (entry.type === 'page' || entry.type === 'view') yield* twiceIn(entry.messages, `a ${entry.type}`, false)
    // A view replaces what the reader had: it starts anew with what the page shows.
    if (entry.type === 'view') delivered.set(entry.reader, new Set(entry.messages.map(({ id }) => id)))
    if (entry.type !== 'delivered' || entry.event.type !== 'message') continue
    const had = delivered.get(entry.reader)
    if (had?.has(entry.event.id))
      yield { rule: 'twice', what: `shown twice to reader ${entry.reader}`, evidence: [entry.event] }
    had?.add(entry.event.id)
  }
}

function* twiceIn(messages: readonly Seen[], where: string, byNonce: boolean): Generator<Violation> {
  const keys = new Map<string, Seen>()
  for (const message of messages) {
    const names = [`id ${message.id}`, `position ${message.position}`]
    if (byNonce && message.nonce !== null) names.push(`nonce ${message.nonce} of ${message.sender}`)
    for (const name of names) {
      const first = keys.get(name)
      if (first) yield { rule: 'twice', what: `${name} stands twice in ${where}`, evidence: [first, message] }
      keys.set(name, message)
    }
  }
}
