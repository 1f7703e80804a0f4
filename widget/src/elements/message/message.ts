import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { daysBetween, type Locale } from '../../locales/locale.ts'
import { base } from '../../styles/base.ts'
import { perform } from '../act.ts'
import { define } from '../define.ts'
import { differs } from '../differs.ts'
import { copyIcon, deleteIcon, editIcon, moreIcon, replyIcon, smileIcon } from '../icons.ts'
import { lazily } from '../lazily.ts'
import { moveInMenu } from '../menu-keys.ts'
import type { MessageRow } from '../timeline/rows.ts'
import type { emojiGrid } from './emoji-picker.ts'
import { Fold } from './fold.ts'
import { messageStyles } from './message.styles.ts'
import { messageText } from './message-text.ts'
import { fewEmoji, type MenuItem, menuSheet } from './sheets.ts'
import { undisguised, visibleName } from './text-parts.ts'
import './reactions.ts'

/** A message that is stored sooner than this never shows a mark. */
const RING_AFTER = 800

/** What the composer takes over: a message to answer or to edit. */
export class ComposeEvent extends Event {
  static readonly type = 'damso-compose'
  readonly mode: 'reply' | 'edit'
  readonly row: MessageRow

  constructor(mode: 'reply' | 'edit', row: MessageRow) {
    super(ComposeEvent.type, { bubbles: true, composed: true })
    this.mode = mode
    this.row = row
  }
}

/**
 * One message: bubble, quote, reactions, time line, and what can be done with it.
 *
 * @csspart message - a message, with all that belongs to it
 * @csspart sender - the name of a message's sender
 * @csspart bubble - a message's bubble; `bubble own` and `bubble incoming` are the member's own and those of others
 * @csspart own - with `bubble`: the member's own
 * @csspart incoming - with `bubble`: of others
 * @csspart message-text - what a message says
 * @csspart link - an address in a message
 * @csspart mention - a member who is named in a message
 * @csspart code - code in a message
 * @csspart quote - the message that is answered
 * @csspart time - the line under the last bubble of a group: time, whether it was read or edited
 * @csspart tools - what can be done with a message, on hover
 * @csspart menu - a menu, the sheet of emoji, the list of members to name
 * @csspart menu-item - a line of a menu
 */
@define(
  'damso-message',
  'message',
  'sender',
  'bubble',
  'own',
  'incoming',
  'message-text',
  'link',
  'mention',
  'code',
  'quote',
  'time',
  'tools',
  'menu',
  'menu-item',
)
export class DamsoMessage extends LitElement {
  static override styles = [base, messageStyles]

  /** Laid out anew with everything that comes into the room: only another row renders. */
  @property({ attribute: false, hasChanged: differs }) row: MessageRow | undefined
  @property({ attribute: false }) locale: Locale | undefined
  /** Names and faces: rooms of three or more. */
  @property({ type: Boolean, reflect: true }) faces = false
  @property({ attribute: false, hasChanged: differs }) can = { react: false, reply: false, deleteAny: false }

  @state() private late = false
  @state() private open: 'menu' | 'emoji' | 'picker' | null = null
  /** Pointer or focus has been here: only then there are tools, of which all but one message's would never be seen. */
  @state() private near = false
  /** The time of the edit stands in its mark. */
  @state() private when = false
  @state() private place: '' | 'over' = ''
  @state() private drop: 'up' | 'down' = 'down'
  private readonly fold = new Fold(this)
  private grid: typeof emojiGrid | undefined
  private ring: ReturnType<typeof setTimeout> | undefined
  private press: ReturnType<typeof setTimeout> | undefined
  private opener: HTMLElement | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('pointerenter', this.approach)
    this.addEventListener('focus', this.approach, true)
    this.addEventListener('focusout', this.onFocusOut)
    this.addEventListener('keydown', this.onKeydown)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.ring)
    clearTimeout(this.press)
  }

  /** Opens what can be done with it, by keyboard. */
  openActions(): void {
    this.near = true
    this.performUpdate()
    this.renderRoot.querySelector<HTMLElement>('.tools button, .failed button')?.focus()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('row')) return
    clearTimeout(this.ring)
    this.late = false
    if (this.row?.status !== 'pending') return
    const waited = Date.now() - this.row.at
    if (waited >= RING_AFTER) this.late = true
    else
      this.ring = setTimeout(() => {
        this.late = true
      }, RING_AFTER - waited)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { row, locale } = this
    if (!row || !locale) return nothing
    const { own, first, last, sender, status, deleted } = row
    const face = this.faces && !own
    const classes = `row ${own ? 'own' : 'other'} ${last ? 'last' : ''} ${status} ${deleted ? 'deleted' : ''}`
    return html`<div class=${classes} part="message">
      ${face && first && sender ? html`<span class="name" part="sender">${visibleName(sender.name)}</span>` : nothing}
      <div class="line">
        ${face && last ? html`<damso-avatar .name=${sender?.name ?? ''} .picture=${sender?.picture ?? null}></damso-avatar>` : nothing}
        <div class="bubble" part="bubble ${own ? 'own' : 'incoming'}" @pointerdown=${this.onPress} @pointerup=${this.onRelease} @pointercancel=${this.onRelease} @pointermove=${this.onRelease} @click=${this.onTap}>
          ${row.quote && !deleted ? this.quote(row.quote) : nothing}
          ${deleted ? html`<div class="text" part="message-text">${locale.terms.deletedMessage}</div>` : this.text(row)}
        </div>
        ${status === 'pending' && this.late ? html`<span class="ring" role="img" aria-label=${locale.terms.sending}></span>` : nothing}
        ${this.tools(row)}
      </div>
      ${this.open === 'emoji' || this.open === 'picker' ? this.emoji(row) : nothing}
      ${
        row.reactions.length > 0
          ? html`<damso-reactions ?end=${own} .row=${row} .locale=${locale} ?enabled=${this.can.react}></damso-reactions>`
          : nothing
      }
      ${this.meta(row, locale)}
    </div>`
  }

  private text({ text, mentions }: MessageRow): TemplateResult {
    const { terms } = this.locale as Locale
    const said = messageText(text ?? '', mentions)
    if (!this.fold.mayFold(text ?? '')) return html`<div class="text" part="message-text" dir="auto">${said}</div>`
    const { open } = this.fold
    const toggle = () => {
      this.fold.toggle()
      this.dispatchEvent(new Event('damso-fold', { bubbles: true }))
    }
    return html`<div class="text" part="message-text" dir="auto" data-long>${said}</div>
      <button class="fold" hidden aria-expanded=${open} @click=${toggle}>${open ? terms.fold : terms.unfold}</button>`
  }

  private quote({ id, sender, text }: NonNullable<MessageRow['quote']>): TemplateResult {
    const { terms } = this.locale as Locale
    const name = sender && sender.id !== this.row?.reader ? visibleName(sender.name) : terms.you
    const jump = () => perform(this, { type: 'jump', message: id })
    return html`<button class="quote" part="quote" @click=${jump}>
      <strong>${name}</strong><span dir="auto">${undisguised(text ?? terms.deletedMessage)}</span>
    </button>`
  }

  private meta(row: MessageRow, locale: Locale): TemplateResult | typeof nothing {
    const { terms, time, full } = locale
    const { status, nonce, at, editedAt, read, readers, last } = row
    if (status === 'failed')
      return html`<div class="meta failed" part="time">
        ${terms.notSent} · <button @click=${() => perform(this, { type: 'resend', nonce })}>${terms.resend}</button> ·
        <button @click=${() => perform(this, { type: 'discard', nonce })}>${terms.discard}</button>
      </div>`
    const mark = read ? terms.read : readers > 0 ? terms.readBy(readers) : ''
    if (!last && mark === '' && editedAt === null) return nothing
    return html`<div class="meta" part="time">
      ${mark === '' ? nothing : `${mark} · `}${editedAt === null ? nothing : html`${this.edited(editedAt, locale)} · `}<time datetime=${new Date(at).toISOString()} title=${full(at)}>${time(at)}</time>
    </div>`
  }

  /** The server keeps no earlier texts: when is all there is to say. */
  private edited(at: number, { terms, time, full }: Locale): TemplateResult {
    const when = daysBetween(at, Date.now()) === 0 ? time(at) : full(at)
    const toggle = () => {
      this.when = !this.when
    }
    return html`<button class="edited" title=${terms.editedAt(full(at))} aria-expanded=${this.when} @click=${toggle}>${
      this.when ? terms.editedAt(when) : terms.edited
    }</button>`
  }

  private tools(row: MessageRow): TemplateResult | typeof nothing {
    const { terms } = this.locale as Locale
    if (row.status === 'failed' && this.open === 'menu')
      return html`<div class="tools bare" part="tools" data-open>${this.failedMenu(row)}</div>`
    if (row.status !== 'stored' || row.deleted || !(this.near || this.open)) return nothing
    return html`<div class="tools ${this.place}" part="tools" ?data-open=${this.open !== null}>
      ${this.can.react ? this.tool(terms.react, smileIcon, () => this.toggle('emoji'), this.open === 'emoji' || this.open === 'picker') : nothing}
      ${this.can.reply ? this.tool(terms.reply, replyIcon, () => this.compose('reply')) : nothing}
      ${this.tool(terms.more, moreIcon, () => this.toggle('menu'), this.open === 'menu')}
      ${this.open === 'menu' ? this.menu(row) : nothing}
    </div>`
  }

  private tool(label: string, icon: TemplateResult, act: () => void, expanded?: boolean): TemplateResult {
    return html`<button class="tool" aria-label=${label} title=${label} aria-expanded=${expanded ?? nothing} @click=${act}>${icon}</button>`
  }

  private emoji({ id, reactions }: MessageRow): TemplateResult {
    const choose = (emoji: string) => {
      const held = reactions.some((reaction) => reaction.emoji === emoji && reaction.own)
      if (id) perform(this, { type: 'react', message: id, emoji, on: !held })
      this.shut()
    }
    return html`<div class="sheet emoji ${this.drop} ${this.place}" part="menu" role="menu" tabindex="-1">
      ${this.open === 'picker' && this.grid ? this.grid(choose) : fewEmoji(choose, this.pick, this.locale as Locale)}
    </div>`
  }

  private failedMenu({ nonce }: MessageRow): TemplateResult {
    const { terms } = this.locale as Locale
    const item = (type: 'resend' | 'discard') => ({
      label: terms[type],
      act: () => void perform(this, { type, nonce }),
    })
    return menuSheet([item('resend'), item('discard')], this.drop)
  }

  private menu({ id, text, own }: MessageRow): TemplateResult {
    const { terms } = this.locale as Locale
    const copy = () => void navigator.clipboard?.writeText(text ?? '')
    const edit = () => this.compose('edit')
    const remove = () => {
      if (id) perform(this, { type: 'delete', message: id })
      this.shut(this)
    }
    const items: MenuItem[] = [{ label: terms.copy, icon: copyIcon, act: copy }]
    if (own) items.push({ label: terms.edit, icon: editIcon, act: edit })
    if (own || this.can.deleteAny) items.push({ label: terms.delete, icon: deleteIcon, act: remove, danger: true })
    return menuSheet(items, this.drop, () => this.shut())
  }

  private compose(mode: 'reply' | 'edit'): void {
    if (this.row) this.dispatchEvent(new ComposeEvent(mode, this.row))
  }

  private toggle(open: 'menu' | 'emoji'): void {
    this.opener = (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null
    this.show(this.open === open || (open === 'emoji' && this.open === 'picker') ? null : open)
  }

  /** All of the emoji come with the first look at them. */
  private readonly pick = async (): Promise<void> => {
    const part = await lazily(this, () => import('./emoji-picker.ts'))
    if (part === undefined || this.open !== 'emoji') return
    this.grid = part.emojiGrid
    // The focused one of the six goes: the sheet holds the focus meanwhile.
    this.renderRoot.querySelector<HTMLElement>('.sheet')?.focus()
    this.show('picker')
  }

  private show(open: DamsoMessage['open']): void {
    this.open = open
    if (open === null) return
    const scroller = (this.closest('[data-scroller]') ?? document.documentElement).getBoundingClientRect()
    const { top, bottom } = this.getBoundingClientRect()
    const height = open === 'picker' ? 340 : 220
    this.drop = scroller.bottom - top > height || top - scroller.top < height - 100 ? 'down' : 'up'
    void this.updateComplete.then(() => {
      const sheet = this.renderRoot.querySelector('.sheet')
      sheet?.querySelector('button')?.focus({ preventScroll: true })
      if (bottom > scroller.top) sheet?.scrollIntoView({ block: 'nearest' })
    })
  }

  /** The focus goes back to what opened it; that of a message that is about to change, to the message. */
  private shut(to: HTMLElement = this.opener ?? this): void {
    if (this.open === null) return
    this.open = null
    to.focus()
  }

  /** Its tools come: beside the bubble, or over its upper corner where there is no room. */
  private readonly approach = (): void => {
    this.near = true
    const bubble = this.renderRoot.querySelector('.bubble')?.getBoundingClientRect()
    const room = this.getBoundingClientRect()
    const tools = (matchMedia('(pointer: coarse)').matches ? 44 : 32) * 3 + 8
    if (bubble) this.place = room.width - bubble.width - (this.faces && !this.row?.own ? 36 : 0) < tools ? 'over' : ''
  }

  private readonly onFocusOut = (event: FocusEvent): void => {
    if (!(event.relatedTarget instanceof Node) || !this.renderRoot.contains(event.relatedTarget)) this.open = null
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.open !== null) {
      event.stopPropagation()
      this.shut()
    } else if (this.open !== null) moveInMenu(event, this.renderRoot.querySelector('.sheet'))
  }

  private readonly onPress = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' || this.row?.status !== 'stored') return
    this.press = setTimeout(() => this.toggle('menu'), 500)
  }

  private readonly onRelease = (): void => clearTimeout(this.press)

  private readonly onTap = (): void => {
    if (this.row?.status === 'failed' && matchMedia('(pointer: coarse)').matches) this.toggle('menu')
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-message': DamsoMessage
  }
  interface GlobalEventHandlersEventMap {
    'damso-compose': ComposeEvent
  }
}
