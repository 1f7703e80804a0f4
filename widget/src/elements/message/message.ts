import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { daysBetween, type Locale } from '../../locales/locale.ts'
import { base } from '../../styles/base.ts'
import { perform } from '../act.ts'
import { define } from '../define.ts'
import type { MessageRow } from '../timeline/rows.ts'
import { Fold } from './fold.ts'
import { messageStyles } from './message.styles.ts'
import { messageText } from './message-text.ts'
import { undisguised, visibleName } from './text-parts.ts'
import { toolsStyles } from './tools.styles.ts'
import { Tools } from './tools.ts'
import './reactions.ts'

/** A message that is stored sooner than this never shows a mark. */
const RING_AFTER = 800

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
  static override styles = [base, messageStyles, toolsStyles]

  @property({ attribute: false }) row: MessageRow | undefined
  @property({ attribute: false }) locale: Locale | undefined
  /** Names and faces: rooms of three or more. */
  @property({ attribute: false }) faces = false
  @property({ attribute: false }) can = { react: false, reply: false, deleteAny: false }

  @state() private late = false
  /** The time of the edit stands in its mark. */
  @state() private when = false
  private readonly fold = new Fold(this)
  private readonly tools = new Tools(this)
  private ring: ReturnType<typeof setTimeout> | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.ring)
  }

  /** Opens what can be done with it, by keyboard. */
  openActions(): void {
    this.tools.approach()
    this.performUpdate()
    this.renderRoot.querySelector<HTMLElement>('.tools button, .failed button')?.focus()
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete()
    await this.fold.measured
    return complete
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
    const { row, locale, tools } = this
    if (!row || !locale) return nothing
    const { own, first, last, sender, status, deleted } = row
    const face = this.faces && !own
    const classes = `row ${this.faces ? 'faces' : ''} ${own ? 'own' : 'other'} ${last ? 'last' : ''} ${status} ${deleted ? 'deleted' : ''}`
    return html`<div class=${classes} part="message">
      ${face && first && sender ? html`<span class="name" part="sender">${visibleName(sender.name)}</span>` : nothing}
      <div class="line">
        ${face && last ? html`<damso-avatar .name=${sender?.name ?? ''} .picture=${sender?.picture ?? null}></damso-avatar>` : nothing}
        <div class="bubble" part="bubble ${own ? 'own' : 'incoming'}" @pointerdown=${tools.onPress} @pointerup=${tools.onRelease} @pointercancel=${tools.onRelease} @pointermove=${tools.onRelease} @click=${tools.onTap}>
          ${row.quote && !deleted ? this.quote(row.quote) : nothing}
          ${deleted ? html`<div class="text" part="message-text">${locale.terms.deletedMessage}</div>` : this.text(row)}
        </div>
        ${status === 'pending' && this.late ? html`<span class="ring" role="img" aria-label=${locale.terms.sending}></span>` : nothing}
        ${tools.buttons(row, locale)}
      </div>
      ${tools.emoji(row, locale)}
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
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-message': DamsoMessage
  }
}
