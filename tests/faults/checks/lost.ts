import type { Violation } from '../history.ts'
import type { Run } from '../run.ts'

/** What was acknowledged, or shown to anyone, is there in the end; what was only refused is not; nothing comes from nowhere. */
export function* lost({ entries, acts, rooms, messages }: Run): Generator<Violation> {
  const reported = new Set<string>()
  for (const { act, stored } of acts.values()) {
    const [answer] = stored
    if (act.kind !== 'message' || !answer?.message) continue
    if (messages.has(answer.message)) continue
    reported.add(answer.message)
    yield { rule: 'lost', what: 'acknowledged as stored, and not in history', evidence: [act, answer] }
  }
  for (const entry of entries) {
    const shown =
      entry.type === 'delivered'
        ? entry.event.type === 'message'
          ? [entry.event]
          : []
        : entry.type === 'page' || entry.type === 'view'
          ? entry.messages
          : []
    for (const { id, position } of shown) {
      if (messages.has(id) || reported.has(id)) continue
      reported.add(id)
      yield { rule: 'lost', what: `shown (${entry.type}), and not in history`, evidence: [{ id, position }, entry.at] }
    }
  }
  for (const { messages } of rooms.values()) {
    for (const message of messages) {
      const tried = message.nonce === null ? undefined : acts.get(message.nonce)
      if (!tried) {
        yield { rule: 'phantom', what: 'in history, and nobody sent it', evidence: [message] }
      } else if (tried.act.member !== message.sender || tried.act.kind !== 'message') {
        yield {
          rule: 'phantom',
          what: 'in history under another name or as another act',
          evidence: [tried.act, message],
        }
      } else if (tried.stored.length === 0 && tried.unknown.length === 0 && tried.refused.length > 0) {
        yield { rule: 'phantom', what: 'refused, and yet in history', evidence: [tried.act, ...tried.refused, message] }
      }
    }
  }
}
