import type { RecordEvent, TopicEvent } from '@damso/schema/model'
import { backoff } from './backoff.ts'
import { type ClientMessage, changed, fromEvent, fromGraphql } from './message.ts'
import type { RoomSummary } from './rooms.ts'

type Preview = NonNullable<RoomSummary['lastMessage']>

/** A list that lacks something is asked for again so often, in half a minute; then the poll does. */
const ASK_AGAIN = 6

const listed = ['message', 'edited', 'deleted', 'withdrawn', 'membership', 'room'] satisfies RecordEvent['type'][]
/** Whether a list of rooms shows something of it. */
export const concernsList = (event: TopicEvent): event is RecordEvent => (listed as string[]).includes(event.type)

/**
 * What was said live and is not in the list of rooms yet: the list is read from the archive, which has it a moment later
 * (PROTOCOL.md, section 5). By room, the newest message as it is now.
 */
export class Unlisted {
  readonly #heard = new Map<string, ClientMessage>()
  #asked = 0

  /** Of so many rooms the list lacks something. */
  get size(): number {
    return this.#heard.size
  }

  /**
   * @param answered the room's newest message, as the server said it
   * @returns whether another one is to be shown now, or the same with other words
   */
  take(event: RecordEvent, answered?: Preview | null): boolean {
    const { room } = event
    const heard = this.#heard.get(room)
    if (event.type === 'withdrawn') return event.withdrawnPosition === heard?.position && this.#heard.delete(room)
    const isHeard = heard && heard.position >= (answered?.position ?? 0)
    const newest = isHeard ? heard : answered ? fromPreview(room, answered) : undefined
    const next = newestAfter(event, newest)
    if (next === undefined || next === newest) return false
    this.#heard.set(room, next)
    this.#asked = 0
    return true
  }

  /** A room as it was answered, with what was heard of it; what the answer has come up to is forgotten. */
  over(room: RoomSummary): RoomSummary {
    const heard = this.#heard.get(room.id)
    if (heard === undefined) return room
    const { position = 0, revision = 0 } = room.lastMessage ?? {}
    const isBehind = Math.max(room.lastPosition, revision) < heard.revision && position <= heard.position
    if (isBehind) return { ...room, lastMessage: toPreview(heard) }
    this.#heard.delete(room.id)
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

  /** Milliseconds until the list should be asked for again; undefined: that was done often enough, and the list is believed. */
  askAgain(): number | undefined {
    if (this.#asked < ASK_AGAIN) return backoff(this.#asked++)
    this.#heard.clear()
    return undefined
  }
}

/** The newest message of a room after an event, by the contract's one rule. Some are told again after a reconnection. */
function newestAfter(event: RecordEvent, newest: ClientMessage | undefined): ClientMessage | undefined {
  if (event.type === 'message') return event.position > (newest?.position ?? 0) ? fromEvent('', event) : newest
  return newest && (event.type === 'edited' || event.type === 'deleted') ? changed(newest, event) : newest
}

/** A preview has what a message needs to change. */
const fromPreview = (room: string, preview: Preview): ClientMessage =>
  fromGraphql('', room, {
    ...preview,
    ...{ sender: preview.sender && { ...preview.sender, picture: null }, seq: null, nonce: null, editedAt: null },
    ...{ replyTo: null, mentions: [], reactions: [] },
  })

const toPreview = ({ id, position, revision, text, sender, sentAt, deletedAt }: ClientMessage): Preview => ({
  ...{ id, position, revision, text, sender, sentAt: isoDate(sentAt) },
  deletedAt: deletedAt === null ? null : isoDate(deletedAt),
})

const isoDate = (at: number) => new Date(at).toISOString()
const timeOf = ({ lastMessage }: RoomSummary) => (lastMessage ? Date.parse(lastMessage.sentAt) : 0)
const byTime = (one: RoomSummary, other: RoomSummary) => timeOf(one) - timeOf(other)
