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
      if (text) watch(text, this)
    }
    if (text) this.measured = measureSoon(this)
  }

  hostDisconnected(): void {
    this.#leave()
  }

  #leave(): void {
    if (this.#text) unwatch(this.#text)
    this.#text = null
  }
}

const folds = new Map<Element, Fold>()
/** One for all, so that texts whose width changes together are read together; none where there is no text. */
let resized: ResizeObserver | undefined

function watch(text: Element, fold: Fold): void {
  folds.set(text, fold)
  resized ??= new ResizeObserver((texts) => measure(texts.flatMap(({ target }) => folds.get(target) ?? [])))
  resized.observe(text)
}

function unwatch(text: Element): void {
  folds.delete(text)
  resized?.unobserve(text)
  if (folds.size === 0) resized = undefined
}

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
