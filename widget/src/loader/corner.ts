import { Launcher } from './launcher.ts'
import { type LoaderTerms, launcherLabel, loaderTerms } from './launcher-label.ts'

/** A popup's launcher in the page's corner, and where focus goes back to when its panel closes. */
export class Corner {
  openedFrom: Element | null = null
  /** What the panel says, in its language and with the owner's own strings. */
  learned: LoaderTerms | undefined
  readonly #place: HTMLElement
  readonly #onClick: () => void
  #launcher: Launcher | undefined

  constructor(place: HTMLElement, onClick: () => void) {
    this.#place = place
    this.#onClick = onClick
  }

  terms(lang: string): LoaderTerms {
    return this.learned ?? loaderTerms(lang)
  }

  hide(): void {
    if (this.#launcher) this.#launcher.element.hidden = true
  }

  show(lang: string, open: boolean, unread: number): void {
    if (!this.#launcher) {
      this.#launcher = new Launcher()
      this.#launcher.element.addEventListener('click', this.#onClick)
      this.#place.append(this.#launcher.element)
    }
    this.#launcher.element.hidden = false
    this.#launcher.element.lang = lang
    this.#launcher.update({ open, unread, label: launcherLabel(this.terms(lang), open, unread) })
  }

  /** @param chat focus there is ours already */
  returnFocus(chat: Element): void {
    const from = this.openedFrom
    if (from instanceof HTMLElement && from.isConnected && from !== document.body && from !== chat) from.focus()
    else this.#launcher?.element.focus()
  }
}
