import { html, nothing, type TemplateResult } from 'lit'
import type { RoomSummary } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import type { Act } from '../act.ts'
import { mutedIcon } from '../icons.ts'
import { undisguised, visibleName } from '../message/text-parts.ts'

interface RowInput {
  room: RoomSummary
  locale: Locale
  member: string
  selected: boolean
  act: (act: Act) => void
}

/** A room in the list: face, name and time, preview and count. */
export function roomRow({ room, locale, member, selected, act }: RowInput): TemplateResult {
  const { id, title, picture, lastMessage, viewerMembership } = room
  const { terms, brief } = locale
  const shown = visibleName(title)
  const unread = viewerMembership?.unreadCount ?? 0
  const muted = viewerMembership?.notify === 'NONE'
  const classes = `row ${unread > 0 && !muted ? 'unread' : ''} ${muted ? 'muted' : ''}`
  return html`<button class=${classes} part="row" data-room=${id} aria-current=${selected ? 'true' : nothing} @click=${() => act({ type: 'open-room', room: id })}>
    <damso-avatar .name=${shown} .picture=${picture} .kind=${faceOf(room)}></damso-avatar>
    <span class="name" part="room-name"><span dir="auto">${shown}</span>${muted ? html`<i role="img" aria-label=${terms.muted}>${mutedIcon}</i>` : nothing}</span>
    <time part="room-time">${lastMessage ? brief(Date.parse(lastMessage.sentAt)) : nothing}</time>
    <span class="preview" part="preview" dir="auto">${previewOf(room, member, locale)}</span>
    ${unread > 0 ? html`<span class="count" part="count" aria-label=${terms.unread(unread)}>${unread > 999 ? '999+' : unread}</span>` : nothing}
  </button>`
}

/** People are circles, rooms squares, announcements an icon. */
export const faceOf = ({ kind, postPolicy }: RoomSummary) =>
  kind === 'DIRECT' ? 'person' : postPolicy === 'OPERATORS' ? 'announcements' : 'room'

function previewOf(
  { lastMessage, kind, postPolicy, memberCount }: RoomSummary,
  member: string,
  { terms }: Locale,
): string {
  if (lastMessage === null) return kind === 'DIRECT' ? '' : terms.members(memberCount)
  const text = undisguised(lastMessage.text ?? terms.deletedMessage)
  if (lastMessage.sender?.id === member) return terms.youSaid(text)
  const named = kind !== 'DIRECT' && postPolicy !== 'OPERATORS' && lastMessage.sender
  return named ? terms.said(visibleName(named.name), text) : text
}
