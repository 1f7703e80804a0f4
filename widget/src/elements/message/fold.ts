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
  #text: HTMLElement | null = null
  #open = false
  /** Resolves when what was rendered last is as high as it stays. */
  measured: Promise<void> = Promise.resolve()

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

  /** Whether the whole of it is too high. */
  get isLong(): boolean {
    return this.#text !== null && this.#text.scrollHeight > SHOWN + SPARE
  }

  fold(long: boolean): void {
    const button = this.#text?.nextElementSibling
    if (!(button instanceof HTMLElement)) return
    this.#text?.classList.toggle('folded', long && !this.#open)
    button.hidden = !long
  }

  hostUpdated(): void {
    const text = this.#host.renderRoot.querySelector<HTMLElement>('.text[data-long]')
    if (text !== this.#text) {
      this.#leave()
      this.#text = text
      if (text) {
        folds.set(text, this)
        resized.observe(text)
      }
    }
    if (text) this.measured = measureSoon(this)
  }

  hostDisconnected(): void {
    this.#leave()
  }

  #leave(): void {
    if (this.#text) resized.unobserve(this.#text)
    this.#text = null
  }
}

const folds = new WeakMap<Element, Fold>()
const resized = new ResizeObserver((texts) => measure(texts.flatMap(({ target }) => folds.get(target) ?? [])))
const waiting = new Set<Fold>()
let turn = Promise.resolve()

/** Together with all that are rendered in this turn. */
function measureSoon(fold: Fold): Promise<void> {
  if (waiting.size === 0)
    turn = Promise.resolve().then(() => {
      measure([...waiting])
      waiting.clear()
    })
  waiting.add(fold)
  return turn
}

/** All are read before the first is folded: a reading after that lays out the list again. */
function measure(all: readonly Fold[]): void {
  const read = all.map((fold) => ({ fold, long: fold.isLong }))
  for (const { fold, long } of read) fold.fold(long)
}
