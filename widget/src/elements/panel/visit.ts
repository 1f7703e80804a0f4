import { limits } from '@damso/schema/model'
import { type Chat, type OpenRoom, type RoomDetails, startOf } from '../../client/index.ts'
import type { RoomRef } from '../../loader/events.ts'
import type { RoomName } from '../../loader/room-name.ts'
import type { Place } from '../timeline/place.ts'
import { PanelEvent } from './panel-event.ts'

export interface VisitHost extends EventTarget {
  readonly currentChat: Chat | null
  requestUpdate(): void
  /** What lay over the room goes with it. */
  cleared(): void
}

/** Which room the panel shows, and what is known of it. */
export class Visit {
  room: OpenRoom | null = null
  details: RoomDetails | undefined
  /** Up to where the member had read when they came, if there was more. */
  unreadAfter: number | undefined
  /** Where in the room's history they stand; null: at the newest. */
  place: Place | null = null
  /** Why there is none: absent or not this member's to see; or nobody could say. */
  absent: 'closed' | 'failed' | null = null
  /** What was asked for, also before there is a chat. */
  wanted: RoomName | null = null
  /** Somebody chose what shows: a single room no longer opens by itself. */
  chosen = false
  readonly #host: VisitHost
  #again = () => {}

  constructor(host: VisitHost) {
    this.#host = host
  }

  /**
   * Shows a room; null: the list.
   * @param draft for an empty composer
   * @param place where to begin in it
   * @returns false: the page cancelled it, or there is no such room for this member
   */
  async open(by: RoomName | null, draft?: string, place: Place | null = null): Promise<boolean> {
    const { currentChat: chat } = this.#host
    this.wanted = by
    // That nobody could say stands until somebody can.
    if (this.absent === 'closed') this.absent = null
    this.chosen = true
    if (by === null || !chat) {
      this.clear()
      return by === null
    }
    const enter = (id: string, key?: string | null, details?: RoomDetails) =>
      this.#enter(chat, { id, key, details, draft, place })
    // At once where it is known; else what the page hears of the room has to be asked for.
    const known = 'id' in by && chat.rooms.state.value.rooms.some(({ id }) => id === by.id)
    if (known && !enter(by.id)) return false
    try {
      const details = await find(chat, by)
      if (this.wanted !== by || this.#host.currentChat !== chat) return false
      if (details === undefined) {
        this.#lack('closed')
        return false
      }
      if (!enter(details.id, details.key, details)) return false
      this.#take(details)
      if (details.kind !== 'DIRECT' && details.memberCount <= limits.readReceiptMembers) await this.room?.loadReaders()
      return true
    } catch {
      if (this.wanted !== by || this.#host.currentChat !== chat) return false
      // The connection's strip and the timeline's own retry say so; the header keeps its place.
      if ('id' in by) return enter(by.id)
      this.#lack('failed')
      this.#again = () => void this.open(by, draft, place)
      return false
    }
  }

  /** Asks once more for a room of which nobody could say whether it is there. */
  tryAgain(): void {
    if (this.absent === 'failed') this.#again()
  }

  /** A room as the page knows it. */
  ref(id: string, key?: string | null): RoomRef {
    const known = this.#listed(id)
    return { id, key: key ?? known?.key ?? (this.details?.id === id ? this.details.key : null) }
  }

  /** Reads the room's settings and the member's rights in it again. */
  async refresh(): Promise<void> {
    const { room } = this
    const chat = this.#host.currentChat
    const details = room && chat ? await chat.rooms.find({ id: room.id }).catch(() => undefined) : undefined
    if (!details || this.room !== room) return
    this.details = details
    this.#host.requestUpdate()
  }

  #lack(absent: 'closed' | 'failed'): void {
    this.clear()
    this.absent = absent
  }

  clear(): void {
    this.#host.dispatchEvent(new PanelEvent({ type: 'left' }))
    this.#leave()
    this.#host.requestUpdate()
  }

  #leave(): void {
    this.room?.close()
    this.room = null
    this.details = undefined
    this.unreadAfter = undefined
    this.place = null
    this.absent = null
    this.#host.cleared()
  }

  /** @returns false: the page cancelled it, and what shows stays */
  #enter(chat: Chat, { id, key, details, draft, place }: Entrance): boolean {
    const entered = this.room?.id === id
    const room = this.ref(id, key)
    if (!entered && !this.#host.dispatchEvent(new PanelEvent({ type: 'room', detail: { room } }))) return false
    if (draft !== undefined && !chat.drafts.get(id)) chat.drafts.set(id, { text: draft, mentions: [] })
    if (!entered) {
      this.#leave()
      const known = this.#listed(id) ?? details
      if (known) this.#take({ ...known, others: [] })
      this.place = place
      this.room = chat.openRoom(id, place ? { message: place.message } : known && startOf(known))
    }
    this.#host.requestUpdate()
    return true
  }

  #take(details: RoomDetails): void {
    const { viewerMembership, others } = details
    this.unreadAfter ??=
      viewerMembership && viewerMembership.unreadCount > 0 ? viewerMembership.readPosition : undefined
    this.details = details
    for (const { id, readPosition } of others) this.room?.signals.readBy(id, readPosition)
    this.#host.requestUpdate()
  }

  #listed(id: string) {
    return this.#host.currentChat?.rooms.state.value.rooms.find((room) => room.id === id)
  }
}

interface Entrance {
  id: string
  key: string | null | undefined
  details: RoomDetails | undefined
  draft: string | undefined
  place: Place | null
}

async function find(chat: Chat, by: RoomName): Promise<RoomDetails | undefined> {
  if (!('member' in by)) return chat.rooms.find(by)
  const direct = await chat.openDirect(by.member)
  return 'room' in direct ? chat.rooms.find({ id: direct.room }) : undefined
}
