import { html, type TemplateResult } from 'lit'
import type { Locale } from '../locales/locale.ts'

/** In place of what the server did not say. It stands on `emptiness` and `controls` (styles/base.ts). */
export const failedToLoad = ({ terms }: Locale, retry: () => void): TemplateResult =>
  html`<div class="empty" part="empty">
    <span>${terms.failedToLoad}</span>
    <button class="outlined" part="button" @click=${retry}>${terms.tryAgain}</button>
  </div>`
