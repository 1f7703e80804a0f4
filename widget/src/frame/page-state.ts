import type { Place } from '../elements/timeline/place.ts'
import type { SharedSession } from '../loader/shared-session.ts'
import { pageStateKey } from '../loader/stands-open.ts'

/** Where a tab remembers how far that room is scrolled; absent: it stands at its newest message. */
const placeKey = (site: string, member: string) => `damso:place:${site}:${encodeURIComponent(member)}`
/** Characters of an id, and pixels: more than these we never wrote. */
const LONGEST = 64
const FARTHEST = 100_000

/** Keeps in mind that a popup stands open, which room is in it and where that is scrolled to, so that a navigation brings it back. */
export class PageState {
  #room: string | null = null
  #place: Place | null = null
  readonly #shared: SharedSession
  readonly #site: string
  #written = ''

  /** What stood open before counts until the panel says what does now: meanwhile the page may change again. */
  constructor(shared: SharedSession, site: string) {
    this.#shared = shared
    this.#site = site
    const { member } = this
    const stored = shared.storages?.tab
    if (member === undefined || !stored) return
    this.#room = stored.getItem(pageStateKey(site, member)) || null
    this.#place = placeOf(stored.getItem(placeKey(site, member)))
  }

  /** Where to begin in a room. */
  placeIn(room: object): Place | null {
    return 'id' in room && room.id === this.#room ? this.#place : null
  }

  entered(room: string): void {
    if (room !== this.#room) this.#place = null
    this.#room = room
  }

  left(): void {
    this.#room = this.#place = null
  }

  moved(place: Place | null): void {
    this.#place = place
  }

  save(open: boolean): void {
    const { member } = this
    if (member === undefined) return
    const room = open ? (this.#room ?? '') : null
    const place = open && this.#place ? JSON.stringify(this.#place) : null
    const now = JSON.stringify([member, room, place])
    if (now === this.#written) return
    this.#written = now
    this.#keep(pageStateKey(this.#site, member), room)
    this.#keep(placeKey(this.#site, member), place)
  }

  get member(): string | undefined {
    const { value } = this.#shared.session.state
    return value.status === 'signed-in' ? value.member : undefined
  }

  #keep(key: string, value: string | null): void {
    const stored = this.#shared.storages?.tab
    if (value === null) stored?.removeItem(key)
    else stored?.setItem(key, value)
  }
}

/** Only what has the shape of a place comes back: other scripts write to a page's storage, too. */
function placeOf(text: string | null): Place | null {
  try {
    const { message, offset } = JSON.parse(text ?? '{}')
    const whole = typeof message === 'string' && message.length <= LONGEST && Math.abs(offset) <= FARTHEST
    return whole && typeof offset === 'number' ? { message, offset } : null
  } catch {
    return null
  }
}
