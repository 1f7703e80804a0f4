import type { Locale } from '../../locales/locale.ts'
import { undisguised, visibleName } from '../message/text-parts.ts'
import type { MessageRow } from './rows.ts'

const EVERY = 5_000
/** A reader has to see the region empty before it is filled again. */
const GAP = 300

/** What a screen reader is told: live messages of others, at most one announcement in five seconds. */
export class Announcer {
  readonly #say: (text: string) => void
  #newest = Number.POSITIVE_INFINITY
  #waiting = 0
  #latest: MessageRow | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(say: (text: string) => void) {
    this.#say = say
  }

  /** What stands there already is not news. */
  start(position: number): void {
    this.#newest = position
  }

  update(rows: readonly MessageRow[], locale: Locale): void {
    const news = rows.filter(({ position, status }) => status === 'stored' && position > this.#newest)
    if (news.length === 0) return
    this.#newest = Math.max(...news.map(({ position }) => position))
    const others = news.filter(({ own, deleted }) => !own && !deleted)
    this.#waiting += others.length
    this.#latest = others.at(-1) ?? this.#latest
    this.#timer ??= setTimeout(() => this.#flush(locale), this.#waiting > 0 ? 300 : 0)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #flush(locale: Locale): void {
    if (this.#waiting === 0) {
      this.#timer = undefined
      return
    }
    const { terms } = locale
    const { sender, text } = this.#latest ?? {}
    this.#say(
      this.#waiting === 1
        ? terms.said(visibleName(sender?.name ?? ''), undisguised(text ?? ''))
        : terms.newMessages(this.#waiting),
    )
    this.#waiting = 0
    this.#timer = setTimeout(() => {
      // The same words again would be no change, and not be read; and old ones are not to be found by who looks around.
      this.#say('')
      this.#timer = setTimeout(() => this.#flush(locale), GAP)
    }, EVERY)
  }
}
