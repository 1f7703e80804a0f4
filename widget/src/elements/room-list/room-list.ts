import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { RoomSummary, RoomsState } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { base, controls, emptiness, heading, strips } from '../../styles/base.ts'
import { perform } from '../act.ts'
import { define } from '../define.ts'
import { failedToLoad } from '../failed-to-load.ts'
import { closeIcon, composeIcon, searchIcon } from '../icons.ts'
import { visibleName } from '../message/text-parts.ts'
import { nextFrame } from '../next-frame.ts'
import { roomListStyles } from './room-list.styles.ts'
import { roomRow } from './room-row.ts'
import '../avatar/avatar.ts'

/** People or public rooms that were asked for. */
export interface Directory {
  kind: 'members' | 'public'
  /** A part of their name; empty: all. */
  search: string
  members: readonly { id: string; name: string; picture: string | null }[]
  rooms: readonly RoomSummary[]
  /** The first answer is on its way; there is none. */
  status: 'ready' | 'loading' | 'failed'
}

/** A header that is asked for and has not come after these does not come. */
const FRAMES = 10

/** Asks the panel for people or public rooms, by a part of their name; null: no more. */
export class DirectoryEvent extends Event {
  static readonly type = 'damso-directory'
  readonly kind: Directory['kind'] | null
  readonly search: string

  constructor(kind: Directory['kind'] | null, search: string) {
    super(DirectoryEvent.type, { bubbles: true, composed: true })
    this.kind = kind
    this.search = search
  }
}

/**
 * The member's rooms, latest activity first; from here one finds rooms and starts a chat.
 *
 * @slot header - in place of the title
 * @slot empty - in place of what an empty list says
 * @csspart header - the bar over a list, a room or a screen
 * @csspart title - the title in that bar
 * @csspart icon-button - a button with an icon
 * @csspart field - a field to write in: the composer, a search, a form
 * @csspart list - the rooms, scrolling
 * @csspart row - a line to choose: a room, a person, a setting
 * @csspart room-name - a room's name in the list
 * @csspart room-time - when something was last said in a room
 * @csspart preview - what was said last in a room
 * @csspart count - unread messages of a room
 * @csspart strip - the line that tells of the connection, and of what did not work
 * @csspart empty - an empty place: a sentence, and what can be done
 * @csspart button - a button with words
 */
@define(
  'damso-room-list',
  'header',
  'title',
  'icon-button',
  'field',
  'list',
  'row',
  'room-name',
  'room-time',
  'preview',
  'count',
  'strip',
  'empty',
  'button',
)
export class DamsoRoomList extends LitElement {
  static override styles = [base, controls, heading, emptiness, strips, roomListStyles]

  @property({ attribute: false }) state: RoomsState | undefined
  @property({ attribute: false }) directory: Directory | null = null
  @property({ attribute: false }) locale: Locale | undefined
  @property() member = ''
  @property() selected = ''
  @property({ type: Boolean }) closable = false
  /** An act that failed, in words. */
  @property() notice = ''

  @state() private searching = false

  protected override render(): TemplateResult | typeof nothing {
    const { state, locale, directory } = this
    if (!state || !locale) return nothing
    return html`
      ${directory ? this.directoryHeader(directory, locale) : this.searching ? this.searchHeader(state, locale) : this.header(locale)}
      ${directory ? this.directoryList(directory, locale) : this.list(state, locale)}
      ${this.notice === '' ? nothing : html`<p class="strip below" part="strip" role="status">${this.notice}</p>`}
    `
  }

  /** @param room whose row takes the focus, where it is there; else the title */
  focusFirst(room?: string): void {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('.row')]
    const row = room === undefined ? undefined : rows.find(({ dataset }) => dataset.room === room)
    ;(row ?? this.renderRoot.querySelector('h2'))?.focus()
  }

  private header({ terms }: Locale): TemplateResult {
    return html`<header role="none" part="header">
      <h2 part="title" tabindex="-1"><slot name="header">${terms.chats}</slot></h2>
      <button class="icon search" part="icon-button" aria-label=${terms.search} @click=${this.openSearch}>${searchIcon}</button>
      <button class="icon new" part="icon-button" aria-label=${terms.newChat} @click=${() => this.browse('members')}>${composeIcon}</button>
      ${this.close(terms.close, () => perform(this, { type: 'close-panel' }), this.closable)}
    </header>`
  }

  private searchHeader({ search }: RoomsState, { terms }: Locale): TemplateResult {
    const onInput = (event: InputEvent) => perform(this, { type: 'search-rooms', search: typed(event) })
    const leave = () => {
      this.searching = false
      perform(this, { type: 'search-rooms', search: '' })
      void this.focusWhenThere('.search')
    }
    return html`<header role="none" part="header" @keydown=${onEscape(leave)}>
      <input part="field" aria-label=${terms.searchRooms} placeholder=${terms.searchRooms} .value=${search} @input=${onInput} />
      ${this.close(terms.cancel, leave)}
    </header>`
  }

  private directoryHeader({ kind }: Directory, { terms }: Locale): TemplateResult {
    const label = kind === 'members' ? terms.searchMembers : terms.searchRooms
    const leave = () => {
      this.browse(null)
      void this.focusWhenThere('.new')
    }
    return html`<header role="none" part="header" @keydown=${onEscape(leave)}>
      <input part="field" aria-label=${label} placeholder=${label} @input=${(event: InputEvent) => this.browse(kind, typed(event))} />
      ${this.close(terms.cancel, leave)}
    </header>`
  }

  private close(label: string, act: () => void, shown = true): TemplateResult | typeof nothing {
    return shown
      ? html`<button class="icon" part="icon-button" aria-label=${label} @click=${act}>${closeIcon}</button>`
      : nothing
  }

  private list({ status, rooms, search }: RoomsState, locale: Locale): TemplateResult {
    const { terms } = locale
    if (status === 'failed') return failedToLoad(locale, () => perform(this, { type: 'search-rooms', search }))
    if (status === 'loading') return html`<div class="rows skeleton" aria-hidden="true"><i></i><i></i><i></i></div>`
    if (rooms.length === 0 && search !== '')
      return html`<div class="empty" part="empty"><span>${terms.noMatch}</span></div>`
    if (rooms.length === 0)
      return html`<div class="empty" part="empty"><slot name="empty">
        <span>${terms.noRooms}</span>
        <button class="outlined" part="button" @click=${() => this.browse('public')}>${terms.browsePublic}</button>
      </slot></div>`
    return html`<nav class="rows" part="list" aria-label=${terms.chats} @scroll=${this.onScroll}>
      ${repeat(
        rooms,
        ({ id }) => id,
        (room) =>
          roomRow({
            room,
            locale,
            member: this.member,
            selected: room.id === this.selected,
            act: (act) => perform(this, act),
          }),
      )}
    </nav>`
  }

  private directoryList({ kind, search, members, rooms, status }: Directory, locale: Locale): TemplateResult {
    const { terms } = locale
    if (status === 'loading') return html`<div class="rows"></div>`
    if (status === 'failed') return failedToLoad(locale, () => this.browse(kind, search))
    const none = members.length + rooms.length === 0
    if (none && kind === 'public')
      return html`<div class="empty" part="empty"><span>${terms.noPublicRooms}</span></div>`
    return html`<nav class="rows" part="list" aria-label=${kind === 'public' ? terms.publicRooms : terms.newChat}>
      ${
        kind === 'members'
          ? html`<button class="other" part="row" @click=${() => perform(this, { type: 'open-screen', screen: 'create' })}>${composeIcon}${terms.createRoom}</button>
              <button class="other" part="row" @click=${() => this.browse('public')}>${searchIcon}${terms.browsePublic}</button>`
          : nothing
      }
      ${none ? html`<p class="none">${terms.noMatch}</p>` : nothing}
      ${members.map(
        ({
          id,
          name,
          picture,
        }) => html`<button class="row" part="row" @click=${() => perform(this, { type: 'open-direct', member: id })}>
          <damso-avatar .name=${name} .picture=${picture}></damso-avatar><span class="name" part="room-name"><span dir="auto">${visibleName(name)}</span></span>
        </button>`,
      )}
      ${rooms.map((room) => roomRow({ room, locale, member: this.member, selected: false, act: (act) => perform(this, act) }))}
    </nav>`
  }

  private browse(kind: Directory['kind'] | null, search = ''): void {
    this.dispatchEvent(new DirectoryEvent(kind, search))
    if (kind !== null && this.directory === null) void this.focusWhenThere('input')
  }

  private readonly openSearch = (): void => {
    this.searching = true
    void this.focusWhenThere('input')
  }

  /** What had the focus goes with its header; the panel brings the other one with one of the next frames. */
  private async focusWhenThere(selector: 'input' | '.search' | '.new'): Promise<void> {
    for (let frame = 0; frame < FRAMES; frame++) {
      await nextFrame()
      await this.updateComplete
      const target = this.renderRoot.querySelector<HTMLElement>(selector)
      if (target) return target.focus()
    }
  }

  private readonly onScroll = (event: Event): void => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget as HTMLElement
    if (scrollHeight - clientHeight - scrollTop < 400) perform(this, { type: 'more-rooms' })
  }
}

const typed = (event: InputEvent) => (event.target as HTMLInputElement).value

const onEscape = (act: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Escape' || event.isComposing) return
  event.stopPropagation()
  act()
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-room-list': DamsoRoomList
  }
  interface GlobalEventHandlersEventMap {
    'damso-directory': DirectoryEvent
  }
}
