import type { RecordEvent } from '@damso/schema/model'
import { backoff } from './backoff.ts'
import type { RoomSummary } from './rooms.ts'

type Preview = NonNullable<RoomSummary['lastMessage']>

interface Heard {
  /** Where the newest message stands. */
  position: number
  /** What it says; undefined: another tab heard it. */
  message: Preview | undefined
}

/** A list that lacks something is asked for again so often, in half a minute; then the poll does. */
const ASK_AGAIN = 6

/**
 * What was said live and is not in the list of rooms yet: the list is read from the archive, which has a message a moment later
 * (PROTOCOL.md, section 5). By room, the newest.
 */
export class Unlisted {
  readonly #heard = new Map<string, Heard>()
  #asked = 0

  /** Another tab of this member heard a message. */
  add(room: string, position: number, message?: Preview): void {
    const known = this.#heard.get(room)
    if (known && known.position >= position) return
    this.#heard.set(room, { position, message: message ?? known?.message })
    this.#asked = 0
  }

  /** @returns whether a preview says something else now */
  take(event: RecordEvent): boolean {
    if (event.type === 'message') {
      const { id, position, text, sender, at } = event
      this.add(event.room, position, { id, position, text, sender, sentAt: isoDate(at), deletedAt: null })
      return true
    }
    const heard = this.#heard.get(event.room)
    if (heard === undefined) return false
    if (event.type === 'withdrawn' && event.withdrawnPosition === heard.position) this.#heard.delete(event.room)
    if ((event.type !== 'edited' && event.type !== 'deleted') || heard.message?.id !== event.message) return false
    heard.message =
      event.type === 'edited'
        ? { ...heard.message, text: event.text }
        : { ...heard.message, text: null, deletedAt: isoDate(event.at) }
    return true
  }

  /** A room as it was answered, with what was heard of it; what the answer has come up to is forgotten. */
  over(room: RoomSummary): RoomSummary {
    const heard = this.#heard.get(room.id)
    if (heard === undefined) return room
    if (room.lastPosition >= heard.position) this.#heard.delete(room.id)
    else if (heard.message && heard.message.position >= (room.lastMessage?.position ?? 0))
      return { ...room, lastMessage: heard.message }
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

const isoDate = (at: number) => new Date(at).toISOString()
const timeOf = ({ lastMessage }: RoomSummary) => (lastMessage ? Date.parse(lastMessage.sentAt) : 0)
const byTime = (one: RoomSummary, other: RoomSummary) => timeOf(one) - timeOf(other)
