import type { ReactiveControllerHost } from 'lit'
import type { Locale } from '../../locales/locale.ts'

const SHOWN = 6_000

/** What did not work, in words, for as long as it takes to read them. */
export class Notice {
  text = ''
  readonly #host: ReactiveControllerHost
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController({ hostDisconnected: () => clearTimeout(this.#timer) })
  }

  tell(code: string, locale: Locale | undefined): void {
    this.#say(locale?.terms.failure(code) ?? '')
    this.#timer = setTimeout(() => this.#say(''), SHOWN)
  }

  clear(): void {
    this.#say('')
  }

  #say(text: string): void {
    clearTimeout(this.#timer)
    this.text = text
    this.#host.requestUpdate()
  }
}
