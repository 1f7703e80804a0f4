import type { Violation } from '../history.ts'
import type { Run } from '../run.ts'

/** Dense from 1, in the order of positions, and never another once it was shown. */
export function* seq({ entries, rooms, messages }: Run): Generator<Violation> {
  for (const { room, messages } of rooms.values()) {
    const wrong = messages.findIndex(({ seq }, at) => seq !== at + 1)
    if (wrong !== -1)
      yield {
        rule: 'seq',
        what: `message ${wrong + 1} of ${room} has seq ${messages[wrong]?.seq}`,
        evidence: messages.slice(Math.max(0, wrong - 1), wrong + 2),
      }
  }
  for (const entry of entries) {
    if (entry.type !== 'page' && entry.type !== 'view') continue
    for (const message of entry.messages) {
      const stands = messages.get(message.id)
      if (stands && message.seq !== null && message.seq !== stands.seq)
        yield { rule: 'seq', what: `a ${entry.type} showed it with another seq`, evidence: [message, stands] }
    }
  }
}
