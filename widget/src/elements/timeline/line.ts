import { html, type TemplateResult } from 'lit'
import type { Notice } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { visibleName } from '../message/text-parts.ts'
import type { MessageRow, Row } from './rows.ts'

/** A day's line was chosen: the way to another day begins there. */
export class DayEvent extends Event {
  static readonly type = 'damso-day'
  readonly at: number

  constructor(at: number) {
    super(DayEvent.type, { bubbles: true, composed: true })
    this.at = at
  }
}

/** What stands between messages: a day, where the reader had come to, who came or went. */
export function line(row: Exclude<Row, MessageRow>, locale: Locale): TemplateResult {
  const { terms, day, full } = locale
  switch (row.kind) {
    case 'day': {
      const choose = ({ currentTarget }: Event) => currentTarget?.dispatchEvent(new DayEvent(row.at))
      return html`<div class="day" part="day"><button title=${terms.jumpToDate} @click=${choose}><time title=${full(row.at)}>${day(row.at)}</time></button></div>`
    }
    case 'unread':
      return html`<div class="unread" part="unread-line" role="separator"><span>${terms.readUpToHere}</span></div>`
    case 'notice':
      return html`<div class="notice" part="notice">${noticeText(row.notice, locale)}</div>`
  }
}

function noticeText(notice: Notice, { terms }: Locale): string {
  if (notice.type === 'membership')
    return (notice.state === 'active' ? terms.joined : terms.left)(visibleName(notice.member.name))
  if (notice.frozen !== undefined) return notice.frozen ? terms.roomFrozen : terms.roomThawed
  return terms.roomRenamed
}

declare global {
  interface GlobalEventHandlersEventMap {
    'damso-day': DayEvent
  }
}
