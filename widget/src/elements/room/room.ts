import { limits } from '@damso/schema/model'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { RoomDetails } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { base, controls, emptiness, heading, menus, strips } from '../../styles/base.ts'
import { perform } from '../act.ts'
import type { ComposeTarget, DamsoComposer } from '../composer/composer.ts'
import { define } from '../define.ts'
import { failedToLoad } from '../failed-to-load.ts'
import { lockIcon } from '../icons.ts'
import { lazily } from '../lazily.ts'
import { moveInMenu } from '../menu-keys.ts'
import { visibleName } from '../message/text-parts.ts'
import type { ComposeEvent } from '../message/tools.ts'
import type { DayEvent } from '../timeline/line.ts'
import type { DamsoTimeline } from '../timeline/timeline.ts'
import { roomStyles } from './room.styles.ts'
import { roomHeader } from './room-header.ts'
import type { RoomView } from './room-view.ts'
import '../avatar/avatar.ts'
import '../composer/composer.ts'
import '../timeline/timeline.ts'

/** A connection that is away for longer than this is told. */
const STRIP_AFTER = 3_000

/**
 * One room: header, messages, composer.
 *
 * @csspart header - the bar over a list, a room or a screen
 * @csspart title - the title in that bar
 * @csspart subtitle - the line under a room's title
 * @csspart icon-button - a button with an icon
 * @csspart menu - a menu, the sheet of emoji, the list of members to name
 * @csspart menu-item - a line of a menu
 * @csspart strip - the line that tells of the connection, and of what did not work
 * @csspart empty - an empty place: a sentence, and what can be done
 * @csspart button - a button with words
 * @csspart composer - the foot with the field
 * @csspart foot - in place of the composer: why nobody can write here
 */
@define(
  'damso-room',
  'header',
  'title',
  'subtitle',
  'icon-button',
  'menu',
  'menu-item',
  'strip',
  'empty',
  'button',
  'composer',
  'foot',
)
export class DamsoRoom extends LitElement {
  static override styles = [base, controls, heading, emptiness, menus, strips, roomStyles]

  @property({ attribute: false }) view: RoomView | undefined
  @property({ attribute: false }) locale: Locale | undefined
  /** A list to go back to. */
  @property({ type: Boolean }) back = false
  /** No launcher in sight that would close the panel. */
  @property({ type: Boolean }) closable = false
  @property({ type: Boolean }) shown = false
  /** An act that failed, in words. */
  @property() notice = ''

  @query('damso-composer') private readonly composer!: DamsoComposer | null
  @query('damso-timeline') private readonly messages!: DamsoTimeline | null
  @state() private target: ComposeTarget | null = null
  @state() private away = false
  @state() private menu = false
  /** The day at which the date picker opened; null: it is closed. */
  @state() private dateAt: number | null = null
  private awayTimer: ReturnType<typeof setTimeout> | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('keydown', this.onKeydown)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.awayTimer)
    this.awayTimer = undefined
  }

  /** The composer, or on touch the title: focus there would open the keyboard. */
  focusFirst(): void {
    if (this.composer && matchMedia('(hover: hover)').matches) this.composer.focus()
    else this.renderRoot.querySelector<HTMLElement>('h2')?.focus()
  }

  async reveal(message: string): Promise<void> {
    await this.updateComplete
    await this.messages?.reveal(message)
  }

  protected override willUpdate(): void {
    const connected = this.view?.connection === 'connected'
    if (connected) {
      clearTimeout(this.awayTimer)
      this.awayTimer = undefined
      this.away = false
    } else
      this.awayTimer ??= setTimeout(() => {
        this.away = true
      }, STRIP_AFTER)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, locale } = this
    if (!view || !locale) return nothing
    if (view.timeline.status === 'closed' && !joinable(view.details)) return this.closed(locale)
    return html`
      ${roomHeader({
        view,
        locale,
        back: this.back,
        closable: this.closable,
        menu: this.menu,
        toggleMenu: () => {
          this.menu = !this.menu
          if (this.menu)
            void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.menu button')?.focus())
        },
        closeMenu: () => {
          this.menu = false
        },
        pickDate: () => void this.pickDate(Date.now()),
        act: (act) => {
          this.shutMenu()
          perform(this, act)
        },
      })}
      ${this.away ? html`<p class="strip" part="strip" role="status">${locale.terms.disconnected}</p>` : nothing}
      ${this.content(view, locale)}
      ${this.notice !== '' ? html`<p class="strip below" part="strip" role="status">${this.notice}</p>` : nothing}
      ${slowed(view) ? html`<p class="strip calm" part="strip" role="status">${locale.terms.slowModeOn(locale.terms.seconds(view.details?.slowModeSeconds ?? 0))}</p>` : nothing}
      ${this.foot(view, locale)}
      ${
        this.dateAt === null
          ? nothing
          : html`<damso-date-picker .locale=${locale} .at=${this.dateAt} @damso-close=${this.onDatePicked}></damso-date-picker>`
      }
    `
  }

  private content(view: RoomView, locale: Locale): TemplateResult {
    const { details, timeline, unsent, member, unreadAfter, place, signals } = view
    if (details && joinable(details)) return this.stranger(details, locale)
    if (timeline.status === 'failed') return failedToLoad(locale, () => perform(this, { type: 'retry' }))
    const empty =
      timeline.status === 'ready' && timeline.messages.length + unsent.length + timeline.notices.length === 0
    if (empty && details) return this.empty(details, locale)
    const can = details?.viewerCan ?? []
    const other = details?.kind === 'DIRECT' ? details.others[0] : undefined
    const readUpTo = other ? Math.max(other.readPosition, signals.reads.get(other.id) ?? 0) : undefined
    const told = details && !other && details.memberCount <= limits.readReceiptMembers
    const readers = told ? signals.reads : undefined
    return html`<damso-timeline
      .view=${{ state: timeline, unsent, member, unreadAfter, place, readUpTo, readers }}
      .locale=${locale}
      .can=${{ react: can.includes('REACT'), reply: can.includes('POST'), deleteAny: can.includes('DELETE_ANY') }}
      .faces=${details !== undefined && details.kind !== 'DIRECT' && details.memberCount > 2}
      .label=${locale.terms.messagesOf(visibleName(details?.title ?? ''))}
      .shown=${this.shown}
      @damso-compose=${this.onCompose}
      @damso-day=${({ at }: DayEvent) => void this.pickDate(at)}
    ></damso-timeline>`
  }

  /** A room that is open to those who join it. */
  private stranger({ id, title, picture, memberCount }: RoomDetails, { terms }: Locale): TemplateResult {
    return html`<div class="empty" part="empty">
      <damso-avatar class="big" .name=${title} .picture=${picture} kind="room"></damso-avatar>
      <span>${terms.members(memberCount)}</span>
      <button class="outlined" part="button" @click=${() => perform(this, { type: 'join', room: id })}>${terms.join}</button>
    </div>`
  }

  private empty({ kind, title, picture }: RoomDetails, { terms }: Locale): TemplateResult {
    return html`<div class="empty" part="empty">
      <damso-avatar class="big" .name=${title} .picture=${picture} .kind=${kind === 'DIRECT' ? 'person' : 'room'}></damso-avatar>
      <span>${kind === 'DIRECT' ? terms.firstChat(visibleName(title)) : terms.emptyRoom}</span>
    </div>`
  }

  private closed(locale: Locale): TemplateResult {
    const { terms } = locale
    return html`
      ${roomHeader({ view: undefined, locale, back: true, closable: this.closable, menu: false, act: (act) => perform(this, act) })}
      <div class="empty" part="empty">
        <span class="lock">${lockIcon}</span>
        <strong>${terms.closedTitle}</strong><small>${terms.closedHint}</small>
        <button class="outlined" part="button" @click=${() => perform(this, { type: 'open-list' })}>${terms.toList}</button>
      </div>
    `
  }

  private foot({ details, timeline, unsentFull, draft }: RoomView, locale: Locale): TemplateResult | typeof nothing {
    const { terms } = locale
    // Nobody knows which room it is: what would be written had nowhere to go.
    if (!details && timeline.status === 'failed') return nothing
    if (details && !details.viewerCan.includes('POST')) {
      if (joinable(details)) return nothing
      const why = details.frozen
        ? terms.frozen
        : details.postPolicy === 'OPERATORS'
          ? terms.operatorsOnly
          : terms.cannotPost
      return html`<div class="foot" part="foot">${why}</div>`
    }
    return html`<div class="compose" part="composer">
      <damso-composer .locale=${locale} .target=${this.target} ?mentionable=${details !== undefined && details.kind !== 'DIRECT'} .draft=${draft} ?full=${unsentFull} @damso-compose=${this.onCompose} @damso-composed=${this.onComposed}></damso-composer>
    </div>`
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (!this.menu) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      this.shutMenu()
    } else moveInMenu(event, this.renderRoot.querySelector('.menu'))
  }

  /** What has the focus in the menu goes with it: its button takes it. */
  private shutMenu(): void {
    const button = this.renderRoot.querySelector<HTMLElement>('.menu-anchor:focus-within > button')
    if (this.menu) button?.focus()
    this.menu = false
  }

  private async pickDate(at: number): Promise<void> {
    this.menu = false
    if (await lazily(this, () => import('../date-picker/date-picker.ts'))) this.dateAt = at
  }

  /** Focus goes back to where the way began, unless a message took it or the reader went elsewhere. */
  private readonly onDatePicked = async (): Promise<void> => {
    const inside = this.shadowRoot?.activeElement?.localName === 'damso-date-picker'
    this.dateAt = null
    await this.updateComplete
    if (inside) this.renderRoot.querySelector<HTMLElement>('.menu-anchor button')?.focus()
  }

  private readonly onCompose = ({ mode, row, text }: ComposeEvent): void => {
    this.target = { mode, row, text }
  }

  private readonly onComposed = (): void => {
    this.target = null
  }
}

/** Something was written sooner than the room's slow mode allows, and waits. */
const slowed = ({ details, unsent }: RoomView) =>
  (details?.slowModeSeconds ?? 0) > 0 && unsent.some(({ retryAt }) => typeof retryAt === 'number')

const joinable = (details: RoomDetails | undefined) =>
  details?.viewerCan.includes('JOIN') && !details.viewerCan.includes('READ')

declare global {
  interface HTMLElementTagNameMap {
    'damso-room': DamsoRoom
  }
}
