import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Height of what is shown, in pixels: twelve lines. */
const SHOWN = 264
/** Hiding less than two lines is no help. */
const SPARE = 44
/** Text shorter than this is not measured: it cannot have twelve lines on any screen. */
const SHORT = 180
const LINES = 12

type FoldHost = ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment }

/** Folds what is over twelve lines. It measures, because a line has as many letters as the screen is wide. */
export class Fold implements ReactiveController {
  readonly #host: FoldHost
  readonly #resized = new ResizeObserver(() => this.#measure())
  #text: HTMLElement | null = null
  #open = false

  constructor(host: FoldHost) {
    this.#host = host
    host.addController(this)
  }

  get open(): boolean {
    return this.#open
  }

  toggle(): void {
    this.#open = !this.#open
    this.#host.requestUpdate()
  }

  /** Whether a text has to be measured. */
  mayFold(text: string): boolean {
    return text.length > SHORT || text.split('\n', LINES + 1).length > LINES
  }

  hostUpdated(): void {
    const text = this.#host.renderRoot.querySelector<HTMLElement>('.text[data-long]')
    if (text !== this.#text) {
      this.#resized.disconnect()
      if (text) this.#resized.observe(text)
    }
    this.#text = text
    this.#measure()
  }

  hostDisconnected(): void {
    this.#resized.disconnect()
    this.#text = null
  }

  #measure(): void {
    const button = this.#text?.nextElementSibling
    if (!this.#text || !(button instanceof HTMLElement)) return
    const long = this.#text.scrollHeight > SHOWN + SPARE
    this.#text.classList.toggle('folded', long && !this.#open)
    button.hidden = !long
  }
}
