import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { Candidate } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { base, controls } from '../../styles/base.ts'
import { define } from '../define.ts'
import { closeIcon } from '../icons.ts'
import { visibleName } from '../message/text-parts.ts'
import { peoplePickerStyles } from './people-picker.styles.ts'
import { fields } from './screen.styles.ts'
import '../avatar/avatar.ts'

/**
 * Picks several people by a part of their name; says `change` when the picked ones are others.
 *
 * @csspart member - a member in a list
 * @csspart field - a field to write in: the composer, a search, a form
 * @csspart button - a button with words
 */
@define('damso-people-picker', 'member', 'field', 'button')
export class DamsoPeoplePicker extends LitElement {
  static override styles = [base, controls, fields, peoplePickerStyles]

  @property({ attribute: false }) find: ((search: string) => Promise<readonly Candidate[]>) | undefined
  @property({ attribute: false }) locale: Locale | undefined
  /** Why the picked ones were refused. */
  @property() fault: string | null = null

  @state() private found: readonly Candidate[] | null = null
  @state() private failed = false
  @state() private chosen: readonly Candidate[] = []
  private search = ''
  private asked = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  get picked(): readonly string[] {
    return this.chosen.map(({ id }) => id)
  }

  /** What is picked is done; the search begins anew. */
  clear(): void {
    this.chosen = []
    this.search = ''
    const field = this.renderRoot.querySelector('input')
    if (field) field.value = ''
    void this.ask()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.timer)
  }

  protected override firstUpdated(): void {
    void this.ask()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { locale, found, chosen } = this
    if (!locale) return nothing
    const { terms } = locale
    return html`
      <input
        class="text"
        part="field"
        type="text"
        autocomplete="off"
        aria-label=${terms.searchMembers}
        placeholder=${terms.searchMembers}
        aria-invalid=${this.fault !== null}
        aria-describedby=${this.fault === null ? nothing : 'fault'}
        @input=${this.onInput}
        @keydown=${this.onKeydown}
      />
      ${this.fault === null ? nothing : html`<p class="fault" id="fault" role="alert">${this.fault}</p>`}
      ${
        chosen.length === 0
          ? nothing
          : html`<div class="picked">
              ${chosen.map(
                (person) =>
                  html`<button aria-label=${terms.unpick(visibleName(person.name))} @click=${() => this.unpick(person)}><span dir="auto">${visibleName(person.name)}</span>${closeIcon}</button>`,
              )}
            </div>`
      }
      <div class="people" role="group" aria-label=${terms.memberList} aria-busy=${found === null}>
        ${repeat(
          found ?? [],
          ({ id }) => id,
          (person) => this.row(person, locale),
        )}
      </div>
      ${this.failed ? html`<p class="hint" role="status">${terms.membersFailed}</p><button class="outlined" part="button" @click=${this.ask}>${terms.tryAgain}</button>` : nothing}
      ${found?.length === 0 ? html`<p class="hint" role="status">${terms.noMatch}</p>` : nothing}
    `
  }

  private row(person: Candidate, { terms }: Locale): TemplateResult {
    const { id, name, picture, present } = person
    const checked = present || this.chosen.some((other) => other.id === id)
    return html`<label class="choice" part="member" ?data-present=${present}>
      <damso-avatar .name=${name} .picture=${picture}></damso-avatar>
      <span><span dir="auto">${visibleName(name)}</span>${present ? html`<small>${terms.alreadyMember}</small>` : nothing}</span>
      <input type="checkbox" .checked=${checked} ?disabled=${present} @change=${() => this.toggle(person)} />
    </label>`
  }

  private toggle(person: Candidate): void {
    const others = this.chosen.filter(({ id }) => id !== person.id)
    this.choose(others.length < this.chosen.length ? others : [...this.chosen, person])
  }

  private unpick(person: Candidate): void {
    this.toggle(person)
    this.renderRoot.querySelector('input')?.focus()
  }

  private choose(chosen: readonly Candidate[]): void {
    this.chosen = chosen
    this.dispatchEvent(new Event('change'))
  }

  private readonly ask = async (): Promise<void> => {
    const round = ++this.asked
    this.failed = false
    try {
      const found = (await this.find?.(this.search)) ?? []
      if (round === this.asked) this.found = found
    } catch {
      if (round === this.asked) this.failed = true
    }
  }

  private readonly onInput = (event: InputEvent): void => {
    this.search = (event.target as HTMLInputElement).value.trim()
    clearTimeout(this.timer)
    this.timer = setTimeout(this.ask, 200)
  }

  /** Enter picks the one who is left, and never sends the form around the field. */
  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    const [only, second] = this.found ?? []
    if (only && !second && !only.present && this.search !== '') this.toggle(only)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-people-picker': DamsoPeoplePicker
  }
}
