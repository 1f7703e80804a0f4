import { html, nothing, type TemplateResult } from 'lit'
import type { Locale } from '../../locales/locale.ts'

interface Question {
  title: string
  /** What happens. */
  hint: string
  answer: string
  /** Why it was not done. */
  fault: string | null
  busy: boolean
  locale: Locale
  confirm: () => void
  cancel: () => void
}

/** Asks once more before something that cannot be taken back by oneself. */
export const question = ({ title, hint, answer, fault, busy, locale, confirm, cancel }: Question): TemplateResult =>
  html`<div class="scrim">
    <div class="question" part="dialog" role="alertdialog" aria-labelledby="question" aria-describedby="hint">
      <strong id="question">${title}</strong>
      <p id="hint">${hint}</p>
      ${fault ? html`<p class="fault" role="alert">${fault}</p>` : nothing}
      <div class="answers">
        <button class="cancel" part="button" @click=${cancel}>${locale.terms.cancel}</button>
        <button class="danger" part="button" aria-disabled=${busy} @click=${() => busy || confirm()}>${answer}</button>
      </div>
    </div>
  </div>`
