import { html, type TemplateResult } from 'lit'
import type { Locale } from '../../locales/locale.ts'
import { moreIcon } from '../icons.ts'

const EMOJI = ['👍', '❤️', '😂', '😮', '🙏', '🎉']

export interface MenuItem {
  label: string
  icon?: TemplateResult
  danger?: boolean
  act: () => void
}

/** @param chosen after any item */
export const menuSheet = (items: readonly MenuItem[], drop: 'up' | 'down', chosen = () => {}): TemplateResult =>
  html`<div class="sheet menu ${drop}" part="menu" role="menu">${items.map(({ label, icon, danger, act }) => {
    const choose = () => {
      act()
      chosen()
    }
    return html`<button role="menuitem" part="menu-item" class=${danger ? 'danger' : ''} @click=${choose}>${icon}${label}</button>`
  })}</div>`

/** The six at hand, and the way to the others. */
export const fewEmoji = (choose: (emoji: string) => void, more: () => void, { terms }: Locale): TemplateResult =>
  html`${EMOJI.map((emoji) => html`<button role="menuitem" @click=${() => choose(emoji)}>${emoji}</button>`)}
    <button role="menuitem" class="more" aria-label=${terms.moreEmoji} title=${terms.moreEmoji} @click=${more}>${moreIcon}</button>`
