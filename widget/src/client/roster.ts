import type { Management } from './management.ts'
import type { RoomMember } from './room-members.ts'
import { Store } from './store.ts'

export interface RosterState {
  status: 'loading' | 'ready' | 'failed'
  members: readonly RoomMember[]
  hasMore: boolean
  /** There are more than are listed: they are found by their name. */
  capped: boolean
  search: string
}

const PAGE = 50
/** The most that one page may hold, by the contract: what a refresh brings again. */
const LARGEST_PAGE = 100
/** Further down nobody scrolls: they search. */
const MOST = 500

/** Who is in a room, page by page, as the server says it: a change asks again, and nothing is counted here. */
export class Roster {
  readonly state = new Store<RosterState>({ status: 'loading', members: [], hasMore: false, capped: false, search: '' })
  readonly #members: Management['members']
  readonly #room: string
  #next: string | null = null
  #round = 0
  #loadingMore = false

  constructor(members: Management['members'], room: string) {
    this.#members = members
    this.#room = room
  }

  refresh(): Promise<void> {
    const loaded = this.state.value.members.length
    return this.#load(Math.min(LARGEST_PAGE, Math.max(PAGE, loaded)), null)
  }

  search(search: string): void {
    this.state.patch({ search, status: 'loading' })
    void this.#load(PAGE, null)
  }

  async loadMore(): Promise<void> {
    if (this.#loadingMore || this.#next === null || !this.state.value.hasMore) return
    this.#loadingMore = true
    await this.#load(PAGE, this.#next)
    this.#loadingMore = false
  }

  async #load(first: number, after: string | null): Promise<void> {
    const round = ++this.#round
    try {
      const page = await this.#members(this.#room, first, after, this.state.value.search)
      if (round !== this.#round) return
      if (page === undefined) throw new Error('no such room')
      const before = after === null ? [] : this.state.value.members
      const members = [...before, ...page.members]
      this.#next = page.next
      const more = page.next !== null
      const capped = more && members.length >= MOST
      this.state.patch({ status: 'ready', members, hasMore: more && !capped, capped })
    } catch {
      if (round === this.#round && this.state.value.status !== 'ready') this.state.patch({ status: 'failed' })
    }
  }
}
