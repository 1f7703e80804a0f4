import type { RecordEvent } from '@damso/schema/model'
import type { Act, Seen, Violation } from '../history.ts'
import type { Run, Tried } from '../run.ts'

/**
 * Edits, deletions and reactions. Each thing that can change (a text, a deletion, one member's emoji on one message) is
 * changed by one member, one act after another; so its last acknowledged act decides, unless a later one of unknown outcome did.
 */
export function* changes(run: Run): Generator<Violation> {
  yield* lastWordOfEach(run)
  yield* whatReadersMade(run)
}

function* lastWordOfEach({ acts, messages }: Run): Generator<Violation> {
  const things = new Map<string, Tried[]>()
  for (const tried of acts.values()) {
    const { kind, message, member, emoji } = tried.act
    if (message === undefined || kind === 'message' || kind === 'read') continue
    const thing = kind === 'reaction' ? `${message} ${emoji} ${member}` : `${message} ${kind}`
    things.set(thing, [...(things.get(thing) ?? []), tried])
  }
  for (const tries of things.values()) {
    const lastStored = tries.findLastIndex(({ stored }) => stored.length > 0)
    const last = tries[lastStored]
    const message = messages.get(last?.act.message ?? '')
    if (!last || !message) continue
    const open = tries.slice(lastStored + 1).filter(({ unknown }) => unknown.length > 0)
    if ([last, ...open].some(({ act }) => shows(message, act))) continue
    yield {
      rule: 'change',
      what: `an acknowledged ${last.act.kind} does not show`,
      evidence: [last.act, message, ...open.map(({ act }) => act)],
    }
  }
}

/** Whether the message looks as the act left it; a deletion, by whomever, ends all others. */
function shows({ text, reactions }: Seen, act: Act): boolean {
  if (text === null) return true
  switch (act.kind) {
    case 'edited':
      return text === act.text
    case 'deleted':
      return false
    default:
      return act.on === reactions.some(({ emoji, members }) => emoji === act.emoji && members.includes(act.member))
  }
}

/** What a reader makes of its page and of what was delivered since is what history says. */
function* whatReadersMade({ entries, messages }: Run): Generator<Violation> {
  const readers = new Map<string, Map<string, Seen>>()
  for (const entry of entries) {
    if (entry.type === 'view')
      readers.set(entry.reader, new Map(entry.messages.map((message) => [message.id, message])))
    if (entry.type === 'ended') readers.delete(entry.reader)
    const held = entry.type === 'delivered' ? readers.get(entry.reader) : undefined
    if (entry.type === 'delivered' && held) apply(held, entry.event)
  }
  for (const [reader, held] of readers) {
    for (const message of held.values()) {
      const stands = messages.get(message.id)
      if (stands && look(stands) !== look(message))
        yield { rule: 'change', what: `reader ${reader} made something else of a message`, evidence: [message, stands] }
    }
  }
}

function apply(held: Map<string, Seen>, event: RecordEvent): void {
  if (event.type === 'message') {
    const { id, position, text } = event
    held.set(id, {
      id,
      position,
      revision: position,
      seq: null,
      nonce: null,
      sender: event.sender?.id ?? null,
      text,
      reactions: [],
    })
  }
  if (event.type !== 'edited' && event.type !== 'deleted' && event.type !== 'reaction') return
  const message = held.get(event.message)
  if (!message || event.position <= message.revision || message.text === null) return
  const next = { ...message, revision: event.position }
  if (event.type === 'edited') next.text = event.text
  else if (event.type === 'deleted') Object.assign(next, { text: null, reactions: [] })
  else next.reactions = react(message.reactions, event)
  held.set(message.id, next)
}

function react(reactions: Seen['reactions'], { emoji, member, on }: { emoji: string; member: string; on: boolean }) {
  const others = reactions.filter((reaction) => reaction.emoji !== emoji)
  const members = (reactions.find((reaction) => reaction.emoji === emoji)?.members ?? []).filter((id) => id !== member)
  return on || members.length > 0 ? [...others, { emoji, members: on ? [...members, member] : members }] : others
}

const look = ({ text, reactions }: Seen): string =>
  JSON.stringify([text, reactions.map(({ emoji, members }) => `${emoji} ${[...members].sort().join(' ')}`).sort()])
