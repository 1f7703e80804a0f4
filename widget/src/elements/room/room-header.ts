import { html, nothing, type TemplateResult } from 'lit'
import type { Locale } from '../../locales/locale.ts'
import type { Act, Screen } from '../act.ts'
import { backIcon, closeIcon, moreIcon } from '../icons.ts'
import { visibleName } from '../message/text-parts.ts'
import type { RoomView } from './room-view.ts'

interface HeaderInput {
  /** Undefined: a room that this member may not see. */
  view: RoomView | undefined
  locale: Locale
  back: boolean
  closable: boolean
  menu: boolean
  toggleMenu?: () => void
  closeMenu?: () => void
  /** Opens the way to a day. */
  pickDate?: () => void
  act: (act: Act) => void
}

/** Back, the room's name over one line about it, and its menu. */
export function roomHeader({
  view,
  locale,
  back,
  closable,
  menu,
  toggleMenu,
  closeMenu,
  pickDate,
  act,
}: HeaderInput): TemplateResult {
  const { terms } = locale
  const details = view?.details
  const title = details ? visibleName(details.title) : terms.chats
  const left = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Node && (currentTarget as Node).contains(relatedTarget))) closeMenu?.()
  }
  return html`<header role="none" part="header">
    ${back ? html`<button class="icon back" part="icon-button" aria-label=${terms.back} @click=${() => act({ type: 'open-list' })}>${backIcon}</button>` : nothing}
    <div class="title">${
      view && !details
        ? html`<i></i><i></i>`
        : html`<h2 part="title" tabindex="-1">${
            details?.viewerCan.includes('READ')
              ? html`<button class="details" @click=${() => act({ type: 'open-screen', screen: 'details' })}>${title}</button>`
              : title
          }</h2>
            ${details ? html`<small part="subtitle">${lineAbout(view as RoomView, locale)}</small>` : nothing}`
    }</div>
    ${
      details?.viewerMembership
        ? html`<div class="menu-anchor" @focusout=${left}>
            <button class="icon" part="icon-button" aria-label=${terms.roomActions} aria-haspopup="menu" aria-expanded=${menu} @click=${toggleMenu}>${moreIcon}</button>
            ${menu ? roomMenu(view as RoomView, locale, act, pickDate) : nothing}
          </div>`
        : nothing
    }
    ${closable ? html`<button class="icon" part="icon-button" aria-label=${terms.close} @click=${() => act({ type: 'close-panel' })}>${closeIcon}</button>` : nothing}
  </header>`
}

function roomMenu(
  { details }: RoomView,
  { terms }: Locale,
  act: (act: Act) => void,
  pickDate?: () => void,
): TemplateResult | typeof nothing {
  if (!details) return nothing
  const { id: room, viewerMembership, viewerCan } = details
  const muted = viewerMembership?.notify === 'NONE'
  // The item goes with its menu: what is opened from it returns the focus to the menu's button.
  const open = (screen: Screen) => (event: Event) => {
    ;(event.currentTarget as Element).closest('.menu-anchor')?.querySelector('button')?.focus()
    act({ type: 'open-screen', screen })
  }
  return html`<div class="menu" part="menu" role="menu">
    <button role="menuitem" part="menu-item" @click=${open('details')}>${terms.roomDetails}</button>
    <button role="menuitem" part="menu-item" @click=${() => act({ type: 'notify', room, on: muted })}>${muted ? terms.unmuteRoom : terms.muteRoom}</button>
    <button role="menuitem" part="menu-item" @click=${pickDate}>${terms.jumpToDate}</button>
    ${viewerCan.includes('LEAVE') ? html`<button role="menuitem" part="menu-item" class="danger" @click=${open('leave')}>${terms.leaveRoom}</button>` : nothing}
  </div>`
}

function lineAbout({ details, signals }: RoomView, { terms }: Locale): string {
  if (!details) return ''
  const { typing, online } = signals
  if (details.kind !== 'DIRECT')
    return typing.length > 0
      ? terms.typingNames(typing.map(({ name }) => visibleName(name)))
      : terms.members(details.memberCount)
  if (typing.length > 0) return terms.typing
  const [other] = details.others
  return other && (online.get(other.id) ?? other.online) ? terms.online : ''
}
