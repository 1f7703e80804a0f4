import { html, nothing, type TemplateResult } from 'lit'
import type { Mention, RoomMember } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { ask } from '../ask.ts'
import { visibleName } from '../message/text-parts.ts'
import '../avatar/avatar.ts'

/** Keys come faster than answers are of use. */
const WAIT = 120

/** What the picker needs of its composer. */
export interface PickerHost extends EventTarget {
  readonly field: HTMLTextAreaElement
  readonly locale: Locale | undefined
  /** The input method holds the field: nothing may write it. */
  readonly composing: boolean
  requestUpdate(): void
  mention(member: Mention): void
  /** Ends a composition, so that the field can be written. */
  commit(): void
  written(): void
}

/**
 * The list of members over the field while a name is typed after `@`. It reads what an input method composes and never
 * writes it: an Enter in mid-syllable is taken as the choice once the syllable stands.
 */
export class MentionPicker {
  readonly #host: PickerHost
  #found: readonly RoomMember[] = []
  #at: { start: number; search: string } | undefined
  #active = 0
  /** The `@` for which the list was closed. */
  #dismissed = -1
  /** Nobody has this in their name, so nobody has more of it. */
  #nobody: string | undefined
  #armed = false
  #swallow = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: PickerHost) {
    this.#host = host
  }

  get open(): boolean {
    return this.#at !== undefined && this.#found.length > 0
  }

  /** Id of the option that Enter takes. */
  get active(): string | undefined {
    return this.open ? `member-${this.#active}` : undefined
  }

  /** The text or the caret is somewhere else. */
  update(): void {
    const { field } = this.#host
    const at = field.selectionStart === field.selectionEnd ? mentionAt(field.value, field.selectionStart) : undefined
    if (at?.start !== this.#dismissed) this.#dismissed = -1
    const closed = at === undefined || at.start === this.#dismissed
    if (closed || (this.#nobody !== undefined && at.search.startsWith(this.#nobody))) {
      this.close()
      return
    }
    if (at.search === this.#at?.search && at.start === this.#at.start) return
    if (at.start !== this.#at?.start) this.#nobody = undefined
    this.#at = at
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#find(at.search), WAIT)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#at = undefined
    this.#found = []
    this.#armed = false
    this.#host.requestUpdate()
  }

  /** @returns true: the key was the list's own */
  keydown(event: KeyboardEvent): boolean {
    const key = keyOf(event)
    if (key === 'Enter' && this.#swallow) return taken(event)
    if (!this.open || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        this.#active = (this.#active + (key === 'ArrowDown' ? 1 : -1) + this.#found.length) % this.#found.length
        this.#host.requestUpdate()
        return taken(event)
      case 'Enter':
      case 'Tab':
        if (event.isComposing || this.#host.composing) this.#armed = true
        else this.#choose(this.#active)
        this.#swallow = key === 'Enter'
        return taken(event)
      case 'Escape':
        this.#dismissed = this.#at?.start ?? -1
        this.close()
        event.stopPropagation()
        return taken(event)
      default:
        return false
    }
  }

  keyup(event: KeyboardEvent): void {
    if (keyOf(event) === 'Enter') this.#swallow = false
  }

  compositionEnd(): void {
    if (this.#armed) this.#choose(this.#active)
  }

  render(): TemplateResult | typeof nothing {
    if (!this.open) return nothing
    const { terms } = this.#host.locale as Locale
    return html`<ul id="members" part="menu" role="listbox" aria-label=${terms.mention}>
      ${this.#found.map(
        ({ name, picture }, at) => html`<li
          part="menu-item"
          id=${`member-${at}`}
          role="option"
          aria-selected=${at === this.#active}
          @pointerdown=${keepFocus}
          @click=${() => this.#choose(at)}
        ><damso-avatar .name=${name} .picture=${picture}></damso-avatar><span dir="auto">${visibleName(name)}</span></li>`,
      )}
    </ul>`
  }

  async #find(search: string): Promise<void> {
    const found = await ask(this.#host, { type: 'members', search: search.trim() })
    if (this.#at?.search !== search) return
    this.#found = found
    this.#active = 0
    if (found.length === 0 && search !== '') this.#nobody = search
    this.#host.requestUpdate()
  }

  #choose(index: number): void {
    const member = this.#found[index]
    const at = this.#at
    if (member === undefined || at === undefined) return
    // A tap in mid-syllable.
    if (this.#host.composing) this.#host.commit()
    const { field } = this.#host
    const { name } = member
    this.#host.mention(member)
    // Hangul takes its particles without a space: @민지님.
    field.setRangeText(HANGUL.test(name) ? `@${name}` : `@${name} `, at.start, field.selectionStart, 'end')
    this.#dismissed = at.start
    this.close()
    this.#host.written()
  }
}

const HANGUL = /\p{Script=Hangul}$/u

/** The name that is typed before the caret, after an `@` that begins a word. */
export function mentionAt(text: string, caret: number): { start: number; search: string } | undefined {
  const match = /(?<![\w.+-])@(?!\s)([^@\n]{0,40})$/u.exec(text.slice(0, caret))
  return match ? { start: match.index, search: (match[1] ?? '').normalize('NFC') } : undefined
}

function taken(event: KeyboardEvent): true {
  event.preventDefault()
  return true
}

/** An input method renames `key` to `Process`; `code` keeps the key. */
const keyOf = ({ key, code }: KeyboardEvent) => (key === 'Process' ? code : key).replace('NumpadEnter', 'Enter')

const keepFocus = (event: PointerEvent) => event.preventDefault()
