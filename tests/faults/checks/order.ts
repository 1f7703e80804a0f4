import type { Violation } from '../history.ts'
import type { Run } from '../run.ts'

/** One order for all: everybody sees a message in the same place, and every reader's places only rise. */
export function* order({ entries, acts, rooms, messages }: Run): Generator<Violation> {
  for (const { room, views } of rooms.values()) {
    for (const { member, messages } of views) yield* rising(messages, `history of ${room} to ${member}`)
    const [first, ...others] = views.map(({ messages }) => messages.map(({ id }) => id).join(' '))
    for (const [at, other] of others.entries()) {
      if (other !== first)
        yield {
          rule: 'order',
          what: `two members see another history of ${room}`,
          evidence: [views[0]?.member, views[at + 1]?.member],
        }
    }
  }
  const elsewhere = (id: string, position: number) => {
    const stands = messages.get(id)
    return stands !== undefined && stands.position !== position ? stands : undefined
  }
  for (const { act, stored } of acts.values()) {
    if (act.kind !== 'message') continue
    for (const answer of stored) {
      const stands = answer.position === null ? undefined : elsewhere(answer.message ?? '', answer.position)
      if (stands)
        yield {
          rule: 'order',
          what: 'acknowledged at another place than where it stands',
          evidence: [act, answer, stands],
        }
    }
  }
  const cursors = new Map<string, number>()
  for (const entry of entries) {
    if (entry.type === 'page' || entry.type === 'view') {
      yield* rising(entry.messages, `a ${entry.type} of ${entry.room}`)
      for (const message of entry.messages) {
        const stands = elsewhere(message.id, message.position)
        if (stands)
          yield { rule: 'order', what: `a ${entry.type} shows it at another place`, evidence: [message, stands] }
      }
    }
    if (entry.type === 'view') cursors.set(entry.reader, entry.position)
    if (entry.type !== 'delivered') continue
    const { reader, event } = entry
    const before = cursors.get(reader) ?? 0
    if (event.position <= before)
      yield { rule: 'order', what: `reader ${reader} was at ${before} and got ${event.position}`, evidence: [event] }
    cursors.set(reader, event.position)
    const stands = event.type === 'message' ? elsewhere(event.id, event.position) : undefined
    if (stands) yield { rule: 'order', what: `reader ${reader} got it at another place`, evidence: [event, stands] }
  }
}

function* rising(messages: readonly { id: string; position: number }[], where: string): Generator<Violation> {
  for (const [at, message] of messages.entries()) {
    const before = messages[at - 1]
    if (before && before.position >= message.position)
      yield { rule: 'order', what: `places do not rise in ${where}`, evidence: [before, message] }
  }
}
