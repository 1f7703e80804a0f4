import { html, type LitElement, type TemplateResult } from 'lit'
import type { Locale } from '../../locales/locale.ts'
import { backIcon } from '../icons.ts'

/** Back, and the screen's title: what has the focus when the screen opens. */
export const screenHeader = (title: string, { terms }: Locale, back: () => void): TemplateResult =>
  html`<header role="none" part="header">
    <button class="icon back" part="icon-button" aria-label=${terms.goBack} @click=${back}>${backIcon}</button>
    <h2 part="title" tabindex="-1">${title}</h2>
  </header>`

export async function focusTitle(screen: LitElement): Promise<void> {
  await screen.updateComplete
  screen.renderRoot.querySelector('h2')?.focus()
}

/** One layer back: the screen around closes the one that says this. */
export const goBack = (screen: EventTarget): boolean => screen.dispatchEvent(new Event('damso-back'))
