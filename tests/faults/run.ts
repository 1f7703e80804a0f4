import type { Act, Entry, EntryOf, Seen } from './history.ts'

/** What became of an act. */
export interface Tried {
  act: Act
  stored: EntryOf<'stored'>[]
  refused: EntryOf<'refused'>[]
  unknown: EntryOf<'unknown'>[]
}

export interface FinalRoom {
  room: string
  /** As the first viewer sees it, with every nonce that any viewer saw. */
  messages: Seen[]
  views: EntryOf<'final'>[]
}

/** A history with its indexes: what the checks look things up in. */
export interface Run {
  entries: readonly Entry[]
  acts: ReadonlyMap<string, Tried>
  rooms: ReadonlyMap<string, FinalRoom>
  /** Every message at rest, by id. */
  messages: ReadonlyMap<string, Seen>
}

export function indexRun(entries: readonly Entry[]): Run {
  const acts = new Map<string, Tried>()
  const rooms = new Map<string, FinalRoom>()
  const nonces = new Map<string, string>()
  for (const entry of entries) {
    if (entry.type === 'asked' && !acts.has(entry.act.nonce))
      acts.set(entry.act.nonce, { act: entry.act, stored: [], refused: [], unknown: [] })
    else if (entry.type === 'stored') acts.get(entry.nonce)?.stored.push(entry)
    else if (entry.type === 'refused') acts.get(entry.nonce)?.refused.push(entry)
    else if (entry.type === 'unknown') acts.get(entry.nonce)?.unknown.push(entry)
    else if (entry.type === 'final') {
      const room = rooms.get(entry.room) ?? { room: entry.room, messages: entry.messages, views: [] }
      room.views.push(entry)
      rooms.set(entry.room, room)
      for (const { id, nonce } of entry.messages) if (nonce !== null) nonces.set(id, nonce)
    }
  }
  const messages = new Map<string, Seen>()
  for (const room of rooms.values()) {
    room.messages = room.messages.map((message) => ({ ...message, nonce: nonces.get(message.id) ?? null }))
    for (const message of room.messages) messages.set(message.id, message)
  }
  return { entries, acts, rooms, messages }
}

/** Messages that stand at or before a place; `messages` in order. */
export function countUpTo(messages: readonly Seen[], position: number): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((messages[middle] as Seen).position <= position) low = middle + 1
    else high = middle
  }
  return low
}
