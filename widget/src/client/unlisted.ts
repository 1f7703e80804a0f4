import type { RecordEvent } from '@damso/schema/model'
import { backoff } from './backoff.ts'
import type { RoomSummary } from './rooms.ts'

type Preview = NonNullable<RoomSummary['lastMessage']>

/** A list that lacks something is asked for again so often, in half a minute; then the poll does. */
const ASK_AGAIN = 6

/**
 * What was said live and is not in the list of rooms yet: the list is read from the archive, which has it a moment later
 * (PROTOCOL.md, section 5). By room, the newest message as it is now.
 */
export class Unlisted {
  readonly #heard = new Map<string, Preview>()
  #asked = 0

  /**
   * @param listed the room's newest message, as the list shows it
   * @returns whether it is another one now, or says something else
   */
  take(event: RecordEvent, listed?: Preview | null): boolean {
    const heard = this.#heard.get(event.room)
    if (event.type === 'withdrawn' && event.withdrawnPosition === heard?.position) this.#heard.delete(event.room)
    const next = after(event, heard ?? listed)
    if (next === undefined) return false
    this.#heard.set(event.room, next)
    this.#asked = 0
    return true
  }

  /** A room as it was answered, with what was heard of it; what the answer has come up to is forgotten. */
  over(room: RoomSummary): RoomSummary {
    const heard = this.#heard.get(room.id)
    if (heard === undefined) return room
    const { lastPosition, lastMessage } = room
    if (Math.max(lastPosition, lastMessage?.revision ?? 0) >= heard.revision) this.#heard.delete(room.id)
    else if (heard.position >= (lastMessage?.position ?? 0)) return { ...room, lastMessage: heard }
    return room
  }

  /** The same for a list: what was heard last stands first, as it will. */
  overAll(rooms: readonly RoomSummary[]): RoomSummary[] {
    const all = rooms.map((room) => this.over(room))
    const risen = all.filter((room, at) => room !== rooms[at]).sort(byTime)
    const list = all.filter((room, at) => room === rooms[at])
    for (const room of risen) {
      const at = list.findIndex((other) => byTime(other, room) <= 0)
      list.splice(at < 0 ? list.length : at, 0, room)
    }
    return list
  }

  /** Milliseconds until the list should be asked for again; undefined: it has all, or was asked often enough. */
  askAgain(): number | undefined {
    if (this.#heard.size > 0 && this.#asked < ASK_AGAIN) return backoff(this.#asked++)
    this.#heard.clear()
    return undefined
  }
}

/** The newest message of a room after an event; undefined: still the same. */
function after(event: RecordEvent, shown?: Preview | null): Preview | undefined {
  if (event.type === 'message') {
    const { id, position, text, sender, at } = event
    if (position <= (shown?.position ?? 0)) return undefined
    return { id, position, revision: position, text, sender, sentAt: isoDate(at), deletedAt: null }
  }
  if (event.type !== 'edited' && event.type !== 'deleted') return undefined
  // Also told again after a reconnection.
  if (shown?.id !== event.message || event.position <= shown.revision) return undefined
  return event.type === 'edited'
    ? { ...shown, revision: event.position, text: event.text }
    : { ...shown, revision: event.position, text: null, deletedAt: isoDate(event.at) }
}

const isoDate = (at: number) => new Date(at).toISOString()
const timeOf = ({ lastMessage }: RoomSummary) => (lastMessage ? Date.parse(lastMessage.sentAt) : 0)
const byTime = (one: RoomSummary, other: RoomSummary) => timeOf(one) - timeOf(other)
