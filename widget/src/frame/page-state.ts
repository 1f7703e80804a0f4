import type { SharedSession } from '../loader/shared-session.ts'
import { pageStateKey } from '../loader/stands-open.ts'

/** Keeps in mind that a popup stands open, and which room is in it, so that a navigation brings it back. */
export class PageState {
  room: string | null = null
  readonly #shared: SharedSession
  readonly #site: string
  #written = ''

  constructor(shared: SharedSession, site: string) {
    this.#shared = shared
    this.#site = site
  }

  save(open: boolean): void {
    const state = this.#shared.session.state.value
    if (state.status !== 'signed-in') return
    const key = pageStateKey(this.#site, state.member)
    const now = `${open} ${key} ${this.room}`
    if (now === this.#written) return
    this.#written = now
    if (open) this.#shared.storages?.tab.setItem(key, this.room ?? '')
    else this.#shared.storages?.tab.removeItem(key)
  }
}
