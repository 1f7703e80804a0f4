/**
 * When Enter sends.
 *
 * Hangul has no candidates to confirm: the Enter that ends a syllable also means "send", and people press it once. But
 * systems report that one press in different orders:
 *
 * - Chrome and Firefox: keydown (composing, 229) · compositionend · often a second keydown Enter (13) · keyup
 * - Safari: compositionend · keydown (229, no longer composing) · keyup
 *
 * So a composing Enter arms, `compositionend` sends what the field then holds, and every further Enter is swallowed until
 * the key is up. For kana and pinyin Enter chooses a candidate, so it commits and nothing else.
 */
export class EnterRule {
  readonly #send: () => void
  readonly #isTouch: () => boolean
  #composing = false
  #hangul = false
  #armed = false
  #swallow = false
  #endedHangul = false

  /** @param send takes the field's live value; called at most once per press */
  constructor(send: () => void, isTouch: () => boolean) {
    this.#send = send
    this.#isTouch = isTouch
  }

  /** Nothing may write the field now. */
  get composing(): boolean {
    return this.#composing
  }

  compositionStart(): void {
    this.#composing = true
    this.#hangul = false
    this.#armed = false
  }

  compositionUpdate(data: string): void {
    if (data !== '') this.#hangul = HANGUL.test(data)
  }

  compositionEnd(data: string): void {
    this.#composing = false
    this.#endedHangul = data === '' ? this.#hangul : HANGUL.test(data)
    if (!this.#armed) return
    this.#armed = false
    this.#swallow = true
    if (this.#endedHangul) this.#send()
  }

  keydown(event: KeyboardEvent): void {
    if (!isEnter(event) || event.shiftKey || this.#isTouch()) return
    if (this.#swallow) {
      event.preventDefault()
    } else if (event.isComposing || this.#composing) {
      this.#armed = true
    } else if (event.keyCode === LATE) {
      // Safari: the key that ended the composition comes after it.
      event.preventDefault()
      this.#swallow = true
      if (this.#endedHangul) this.#send()
    } else if (!(event.ctrlKey || event.metaKey || event.altKey)) {
      event.preventDefault()
      this.#swallow = true
      this.#send()
    }
  }

  keyup(event: KeyboardEvent): void {
    if (!isEnter(event)) return
    this.#swallow = false
    this.#armed = false
  }

  /** A line break that comes without a keydown that could be stopped. */
  beforeInput(event: InputEvent): void {
    const breaks = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph'
    if (breaks && this.#swallow) event.preventDefault()
  }

  /** Focus left: the keyup will be another element's. */
  blur(): void {
    this.#swallow = false
    this.#armed = false
  }
}

/** `keyCode` of a key that an input method handled. */
const LATE = 229
const HANGUL = /\p{Script=Hangul}$/u

/** An input method renames `key` to `Process`; `code` keeps the key. */
const isEnter = ({ key, code }: KeyboardEvent) => key === 'Enter' || code === 'Enter' || code === 'NumpadEnter'
