import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property, query } from 'lit/decorators.js'
import type { Locale } from '../../locales/locale.ts'
import { base, controls } from '../../styles/base.ts'
import { perform } from '../act.ts'
import { define } from '../define.ts'
import { datePickerStyles } from './date-picker.styles.ts'

/**
 * A small dialog over a room that leads to a day; the date field is the browser's own. Closing it is its owner's.
 *
 * @csspart dialog - a small dialog
 * @csspart field - a field to write in: the composer, a search, a form
 * @csspart button - a button with words
 */
@define('damso-date-picker', 'dialog', 'field', 'button')
export class DamsoDatePicker extends LitElement {
  static override styles = [base, controls, datePickerStyles]

  @property({ attribute: false }) locale: Locale | undefined
  /** The day that stands in the field at first, milliseconds since 1970. */
  @property({ attribute: false }) at = Date.now()

  @query('input') private readonly field!: HTMLInputElement

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('keydown', this.onKeydown)
    this.addEventListener('focusout', this.onFocusOut)
  }

  protected override firstUpdated(): void {
    this.field?.focus()
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.locale) return nothing
    const { terms } = this.locale
    return html`<section part="dialog" role="dialog" aria-label=${terms.jumpToDate}><form @submit=${this.onSubmit}>
      <label>${terms.jumpToDate}<input part="field" type="date" required .value=${dayOf(this.at)} max=${dayOf(Date.now())} /></label>
      <div>
        <button type="button" class="outlined" part="button" @click=${this.close}>${terms.cancel}</button>
        <button type="submit" class="outlined" part="button">${terms.go}</button>
      </div>
    </form></section>`
  }

  private readonly onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    // Midnight of this place, which `valueAsDate` is not.
    const at = new Date(`${this.field.value}T00:00`).getTime()
    if (Number.isNaN(at)) return
    perform(this, { type: 'jump-to-date', at })
    this.close()
  }

  private readonly close = (): void => {
    this.dispatchEvent(new Event('damso-close'))
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.key === 'Escape') this.close()
  }

  private readonly onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && !this.renderRoot.contains(relatedTarget)) this.close()
  }
}

/** `2026-11-27`, of this place. */
const dayOf = (at: number) => {
  const day = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-date-picker': DamsoDatePicker
  }
}
