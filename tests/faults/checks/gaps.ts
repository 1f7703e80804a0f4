import type { EntryOf, Violation } from '../history.ts'
import { countUpTo, type Run } from '../run.ts'

interface Reading {
  room: string
  reader: string
  /** Everything from here on is expected; the page reached back to it. */
  from: number
  /** The page holds what changed up to here; what came after is delivered. */
  loaded: number
  /** Everything up to here was due. */
  to: number
  ids: Set<string>
  /** Of records that are no messages. */
  positions: Set<number>
}

/** A gap is repaired or announced: what a reader has is the room without a hole, and in the end up to its end. */
export function* gaps(run: Run): Generator<Violation> {
  const readings = new Map<string, Reading>()
  for (const entry of run.entries) {
    if (entry.type === 'page') yield* holesInPage(run, entry)
    if (entry.type === 'view') {
      yield* holesInPage(run, { ...entry, newest: true, atLeast: 0 })
      const { room, reader, messages, position } = entry
      const before = readings.get(reader)
      if (before) yield* holes(run, before)
      const from = messages[0]?.position ?? position + 1
      readings.set(reader, {
        room,
        reader,
        from,
        loaded: position,
        to: position,
        ids: new Set(messages.map(({ id }) => id)),
        positions: new Set(),
      })
    }
    if (entry.type === 'delivered') {
      const reading = readings.get(entry.reader)
      if (!reading) continue
      reading.to = entry.event.position
      if (entry.event.type === 'message') reading.ids.add(entry.event.id)
      else reading.positions.add(entry.event.position)
    }
    if (entry.type === 'ended') {
      const reading = readings.get(entry.reader)
      if (reading) yield* holes(run, reading)
      readings.delete(entry.reader)
    }
  }
  for (const reading of readings.values()) {
    yield* holes(run, reading)
    const last = run.rooms.get(reading.room)?.messages.at(-1)
    if (last && reading.to < last.position)
      yield {
        rule: 'gap',
        what: `reader ${reading.reader} never came to the end of the room`,
        evidence: [{ at: reading.to }, last],
      }
  }
}

function* holes({ acts, rooms, messages: all }: Run, reading: Reading): Generator<Violation> {
  const { room, reader, from, loaded, to, ids, positions } = reading
  const messages = rooms.get(room)?.messages ?? []
  for (const message of messages.slice(countUpTo(messages, from - 1), countUpTo(messages, to))) {
    if (!ids.has(message.id))
      yield { rule: 'gap', what: `reader ${reader} missed a message`, evidence: [message, { from, to }] }
  }
  for (const { act, stored } of acts.values()) {
    if (act.room !== room || act.kind === 'message' || act.kind === 'read') continue
    for (const answer of stored) {
      const at = answer.position
      if (at === null || at <= loaded || at > to || positions.has(at)) continue
      // A retry that finds its first try is answered with the place of the message.
      if (all.get(act.message ?? '')?.position === at) continue
      yield { rule: 'gap', what: `reader ${reader} missed a change`, evidence: [act, answer, { loaded, to }] }
    }
  }
}

/** A page shows every message between its ends; the newest one up to the position that it names. */
function* holesInPage(
  { rooms }: Run,
  { type, room, member, messages, position, newest, atLeast }: Omit<EntryOf<'page'>, 'type'> & { type: string },
): Generator<Violation> {
  if (position < atLeast)
    yield { rule: 'gap', what: `a page for ${member} is older than asked`, evidence: [{ position, atLeast }] }
  const all = rooms.get(room)?.messages
  const [first] = messages
  const last = newest ? position : messages.at(-1)?.position
  if (!all || last === undefined) return
  const ids = new Set(messages.map(({ id }) => id))
  const from = first ? countUpTo(all, first.position - 1) : 0
  for (const message of all.slice(from, countUpTo(all, last))) {
    if (!ids.has(message.id))
      yield { rule: 'gap', what: `a ${type} for ${member} lacks a message`, evidence: [message, { position, newest }] }
  }
}
