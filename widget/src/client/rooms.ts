import { destinations, type RecordEvent } from '@damso/schema/model'
import type { Api } from './api.ts'
import type { Connection, OwnEvent } from './connection.ts'
import { type RoomFieldsFragment, Room as RoomQuery, Rooms as RoomsQuery } from './operations/generated/operations.ts'
import { findRoomMembers } from './room-members.ts'
import { Store, type Unsubscribe } from './store.ts'
import { concernsList, Unlisted } from './unlisted.ts'

export type RoomSummary = RoomFieldsFragment

/** A room with what a direct room's header says of the other member. */
export interface RoomDetails extends RoomSummary {
  others: readonly { id: string; online: boolean | null; readPosition: number }[]
}

/** Others wrote in one of the member's rooms. Several within a moment may come as the last of them. */
export interface News {
  room: string
  /** The message's id. */
  id: string
  sender: { id: string; name: string } | null
}

export interface RoomsState {
  status: 'loading' | 'ready' | 'failed'
  /** Latest activity first. */
  rooms: readonly RoomSummary[]
  hasMore: boolean
  unreadTotal: number
  search: string
}

const PAGE = 30
/** Pages that a refetch brings again; further down a list is old until it is scrolled to. */
const MOST = 300
/** Activity of many rooms is one refetch in this time. */
const REFRESH_EVERY = 1_500
/** So soon the list mostly has what was said live. */
const LISTED_WITHIN = 250
/** Rooms of over 1,000 members push nothing (design §7). */
const POLL_EVERY = 60_000

/**
 * The member's rooms. Whatever is shown was said by the server as a whole: an event replaces a number or asks for the
 * list again, and nothing is counted here.
 */
export class Rooms {
  readonly state = new Store<RoomsState>({ status: 'loading', rooms: [], hasMore: false, unreadTotal: 0, search: '' })
  /** The last thing that others wrote: watch it, each is told once. */
  readonly news = new Store<News | undefined>(undefined)
  readonly #api: Api
  readonly #member: string
  readonly #stops: Unsubscribe[]
  #cursor: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #due = Number.POSITIVE_INFINITY
  #refreshedAt = Number.NEGATIVE_INFINITY
  #round = 0
  /** As the server said them; `state` has what was heard since as well. */
  #answered: readonly RoomSummary[] = []
  readonly #unlisted = new Unlisted()
  /** What the rooms that are known were searched by. */
  #searched = ''
  /** By room, up to where others' messages were told as news. */
  readonly #told = new Map<string, number>()

  constructor(api: Api, connection: Connection, member: string) {
    this.#api = api
    this.#member = member
    const poll = setInterval(() => connection.state.value === 'connected' && this.refresh(), POLL_EVERY)
    this.#stops = [
      () => clearInterval(poll),
      connection.state.subscribe((state) => {
        if (state === 'connected')
          connection.subscribe<OwnEvent>(destinations.events, 'events', {}, (event) => this.#handle(event))
      }),
    ]
  }

  /** Asks for the list again, soon, but not within so many milliseconds. */
  refresh(least = 0): void {
    const now = performance.now()
    const due = Math.max(now + least, this.#refreshedAt + REFRESH_EVERY)
    if (due >= this.#due) return
    this.#due = due
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#due = Number.POSITIVE_INFINITY
      void this.#load()
    }, due - now)
  }

  search(search: string): void {
    this.state.patch({ search })
    void this.#load()
  }

  async loadMore(): Promise<void> {
    const { hasMore, rooms } = this.state.value
    if (!hasMore || rooms.length >= MOST) return
    await this.#load(this.#cursor)
  }

  /** @returns undefined: absent or not yours to see. @throws {ClientFault} */
  async find(by: { id: string } | { key: string }): Promise<RoomDetails | undefined> {
    const { room } = await this.#api.request(RoomQuery, by)
    if (room === null) return undefined
    this.#replace(room)
    return { ...room, others: room.kind === 'DIRECT' ? await this.#others(room.id) : [] }
  }

  /** What an open room said live: its newest message stands in the list at once; its unread count is asked for. */
  record(event: RecordEvent): void {
    if (!concernsList(event)) return
    if (event.type === 'message') this.#tellNews(event.room, event)
    this.#take(event)
  }

  end(): void {
    this.#round++
    clearTimeout(this.#timer)
    for (const stop of this.#stops) stop()
  }

  #tellNews(room: string, { id, position, sender }: Omit<News, 'room'> & { position: number }): void {
    if (sender?.id === this.#member || position <= (this.#told.get(room) ?? 0)) return
    this.#told.set(room, position)
    this.news.set({ room, id, sender: sender && { id: sender.id, name: sender.name } })
  }

  /** What a refetch of the same list shows above what the server said before. */
  #tellNewer(nodes: readonly RoomSummary[]): void {
    const known = new Map(this.#answered.map((room) => [room.id, room]))
    for (const { id, lastMessage, viewerMembership } of nodes) {
      const before = known.get(id)?.lastMessage?.position ?? 0
      if (lastMessage && lastMessage.position > before && (viewerMembership?.unreadCount ?? 0) > 0)
        this.#tellNews(id, lastMessage)
    }
  }

  #handle(event: OwnEvent): void {
    if (event.type === 'activity') this.#unread(event.room, { lastSeq: event.lastSeq })
    if (event.type === 'read') this.#unread(event.room, { readSeq: event.readSeq, readPosition: event.position })
    if (event.type === 'heard') this.#take(event.record)
    else this.refresh()
  }

  #take(event: RecordEvent): void {
    const answered = this.#answered.find(({ id }) => id === event.room)
    if (this.#unlisted.take(event, answered?.lastMessage)) this.#show(this.#answered)
    this.refresh(LISTED_WITHIN)
  }

  /** Asked for where it is shown, and never by a stranger: who has not joined may not read who is in. */
  async #others(id: string): Promise<RoomDetails['others']> {
    const found = await findRoomMembers(this.#api, id, { first: 2 })
    return (found?.members ?? [])
      .filter((member) => member.id !== this.#member)
      .map((member) => ({ id: member.id, online: null, readPosition: member.readPosition }))
  }

  /** `unread = lastSeq − readSeq`, by definition; the total follows with the list. */
  #unread(id: string, change: { lastSeq?: number; readSeq?: number; readPosition?: number }): void {
    const room = this.#answered.find((other) => other.id === id)
    if (!room?.viewerMembership) return
    const { lastSeq = room.lastSeq, ...read } = change
    const membership = { ...room.viewerMembership, ...read }
    const unreadCount = Math.max(0, lastSeq - membership.readSeq)
    this.#replace({ ...room, lastSeq, viewerMembership: { ...membership, unreadCount } })
  }

  #replace(room: RoomSummary): void {
    this.#show(this.#answered.map((other) => (other.id === room.id ? room : other)))
  }

  #show(answered: readonly RoomSummary[], more: Partial<RoomsState> = {}): void {
    this.#answered = answered
    this.state.patch({ ...more, rooms: this.#unlisted.overAll(answered) })
  }

  async #load(after: string | null = null): Promise<void> {
    const round = ++this.#round
    this.#refreshedAt = performance.now()
    const { search } = this.state.value
    try {
      const first = after === null ? Math.min(100, Math.max(PAGE, this.state.value.rooms.length)) : PAGE
      const { viewer } = await this.#api.request(RoomsQuery, { first, after, search: search === '' ? null : search })
      if (round !== this.#round) return
      const { nodes = [], pageInfo } = viewer?.rooms ?? {}
      const known = new Set(nodes.map(({ id }) => id))
      const before = after === null ? [] : this.#answered.filter(({ id }) => !known.has(id))
      if (after === null && this.state.value.status === 'ready' && search === this.#searched) this.#tellNewer(nodes)
      this.#searched = search
      this.#cursor = pageInfo?.endCursor ?? null
      this.#show([...before, ...nodes], {
        status: 'ready',
        hasMore: pageInfo?.hasNextPage ?? false,
        unreadTotal: viewer?.unreadTotal ?? 0,
      })
    } catch {
      // What stands is an answer to another question, or none.
      const isAnswered = this.state.value.status === 'ready' && search === this.#searched
      if (round === this.#round && !isAnswered) this.state.patch({ status: 'failed' })
    }
    if (round !== this.#round || search !== '' || this.#unlisted.size === 0) return
    const again = this.#unlisted.askAgain()
    if (again === undefined) this.#show(this.#answered)
    else this.refresh(again)
  }
}
