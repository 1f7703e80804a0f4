import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import type { TimelineState, UnsentMessage } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { base } from '../../styles/base.ts'
import { perform } from '../act.ts'
import { define } from '../define.ts'
import { differs } from '../differs.ts'
import { downIcon } from '../icons.ts'
import { nextFrame } from '../next-frame.ts'
import { Announcer } from './announcer.ts'
import { line } from './line.ts'
import { nextRows } from './next-rows.ts'
import type { Place } from './place.ts'
import { type MessageRow, type Row, rowsOf } from './rows.ts'
import { ScrollKeeper } from './scroll-keeper.ts'
import { skeleton } from './skeleton.ts'
import { sweepMarkers } from './sweep-markers.ts'
import { timelineStyles } from './timeline.styles.ts'
import '../avatar/avatar.ts'
import type { DamsoMessage } from '../message/message.ts'
import { visibleName } from '../message/text-parts.ts'
import '../message/message.ts'

/** Pages are fetched this many pixels before the end of what is there. */
const AHEAD = 800
/** Scrolling rests where nothing has moved for so long. */
const REST = 150

export interface TimelineView {
  state: TimelineState
  unsent: readonly UnsentMessage[]
  member: string
  unreadAfter: number | undefined
  /** Where it opens in place of that, if the message is there. */
  place?: Place | null
  readUpTo: number | undefined
  /** How far the others of a small group have read. */
  readers?: ReadonlyMap<string, number> | undefined
}

/**
 * The messages of a room: a bounded window that grows by scrolling at both ends while what is read stays in its place.
 *
 * @csspart log - the messages of a room, scrolling
 * @csspart day - a day's line
 * @csspart unread-line - the line over what is unread
 * @csspart notice - a line that says who came or went
 * @csspart pill - the button that leads back to the newest message
 */
@define('damso-timeline', 'log', 'day', 'unread-line', 'notice', 'pill')
export class DamsoTimeline extends LitElement {
  static override styles = [base, timelineStyles]

  /** Made anew with every rendering of the room: only what says something else is laid out. */
  @property({ attribute: false, hasChanged: differs }) view: TimelineView | undefined
  @property({ attribute: false }) locale: Locale | undefined
  @property({ attribute: false, hasChanged: differs }) can = { react: false, reply: false, deleteAny: false }
  @property({ type: Boolean }) faces = false
  @property() label = ''
  /** Whether a person can see the room now; else nothing is read. */
  @property({ type: Boolean }) shown = false

  @query('.scroller') private readonly scroller!: HTMLElement
  @query('.rows') private readonly content!: HTMLElement
  @state() private rows: Row[] = []
  @state() private announcement = ''
  /** Scrolled up; the composer then shows its edge. */
  @property({ type: Boolean, reflect: true }) away = false
  @state() private arrivalsSeen = 0
  private readonly keeper = new ScrollKeeper()
  private readonly announcer = new Announcer((text) => {
    this.announcement = text
  })
  private placed = false
  /** More is on its way into the page, a few rows a frame; below: under what stands there. */
  private growing = false
  private growingBelow = false
  /** Until then it waits with more. */
  private frame: Promise<void> | undefined
  /** The window ended before the newest message. */
  private behind = false
  /** On the way to the newest, wherever the window is. */
  private leaping = false
  private resting: ReturnType<typeof setTimeout> | undefined
  private arranged = Promise.resolve()

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.keeper.detach()
    this.announcer.stop()
    clearTimeout(this.resting)
  }

  toNewest(): void {
    // The pill goes when the reader is there, and the focus with it.
    if (this.renderRoot.querySelector('.pill:focus')) this.scroller.focus({ preventScroll: true })
    this.keeper.toNewest()
    this.growingBelow = false
    this.leaping = true
    this.follow()
    perform(this, { type: 'newest' })
  }

  /** Shows a message that stands in the window. */
  async reveal(message: string): Promise<void> {
    await this.complete()
    const row = this.messages().find((element) => element.row?.id === message)
    if (row === undefined) return
    this.keeper.toRow(row, 64)
    row.focus({ preventScroll: true })
  }

  /** All of the window stands in the page, in its place. */
  private async complete(): Promise<void> {
    await this.updateComplete
    await this.arranged
    if (!this.growing) return
    await this.frame
    await this.complete()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('view') || !this.view) return
    const { state, unsent, member, unreadAfter, readUpTo, readers } = this.view
    const { messages, notices, hasNewer, loading, status } = state
    if (status === 'loading') this.placed = false
    // The end of what stood is not the newest message then: who got there reads on from there.
    const open = hasNewer || this.growingBelow || changed.get('view')?.state.hasNewer
    if (open && !this.leaping && loading !== 'jump') this.keeper.following = false
    if (!hasNewer) this.leaping = false
    if (this.placed) this.keeper.remember(this.messages())
    const rows = rowsOf({ messages, unsent: hasNewer ? [] : unsent, notices, member, unreadAfter, readUpTo, readers })
    this.rows = this.placed ? nextRows(this.rows, rows, this.keeper.following) : rows
    this.growingBelow = this.rows.at(-1)?.key !== rows.at(-1)?.key
    this.growing = this.growingBelow || this.rows[0]?.key !== rows[0]?.key
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, locale } = this
    if (!view || !locale) return nothing
    const { state } = view
    const fresh = state.arrivals - this.arrivalsSeen
    return html`
      <div class="scroller" part="log" data-scroller tabindex="0" role="log" aria-live="off" aria-label=${this.label} aria-busy=${state.status === 'loading'} @scroll=${this.onScroll} @damso-fold=${this.onFold} @keydown=${this.onKeydown}>
        <div class="rows">${
          state.status === 'loading'
            ? skeleton()
            : repeat(
                this.rows,
                ({ key }) => key,
                (row) => (row.kind === 'message' ? this.message(row, locale) : line(row, locale)),
              )
        }</div>
      </div>
      ${
        this.away || state.hasNewer
          ? html`<button class="pill" part="pill" aria-label=${fresh > 0 ? nothing : locale.terms.toNewest} @click=${this.toNewest}>
              ${downIcon}${fresh > 0 ? html`<span>${locale.terms.newMessages(fresh)}</span>` : nothing}
            </button>`
          : nothing
      }
      <div class="quiet" aria-live="polite">${this.announcement}</div>
    `
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.scroller) this.keeper.attach(this.scroller, this.content)
    if (this.content) sweepMarkers(this.content, this.rows.length)
    if (changed.has('view') && this.view?.state.status === 'ready') this.arranged = this.arrange()
    if (this.growing) this.growOn()
  }

  /** Once a frame, however often it renders until then. */
  private growOn(): void {
    this.frame ??= nextFrame().then(() => {
      this.frame = undefined
      this.requestUpdate('view')
    })
  }

  /** Once the messages have their heights, still before anything is painted. */
  private async arrange(): Promise<void> {
    await Promise.all(this.messages().map(({ updateComplete }) => updateComplete))
    if (!this.isConnected) return
    if (!this.placed && this.rows.length > 0) this.place()
    else {
      const sent = this.rows.at(-1)
      if (sent?.kind === 'message' && sent.status === 'pending' && Date.now() - sent.at < 500) this.keeper.toNewest()
      this.keeper.restore()
    }
    if (this.locale && this.placed) this.announce(this.locale)
    this.settle()
  }

  /** What is loaded of the history, also below where the reader stood, is no news. */
  private announce(locale: Locale): void {
    const wasBehind = this.behind
    this.behind = this.view?.state.hasNewer ?? false
    if (wasBehind || this.behind) this.announcer.start(this.newestPosition())
    else this.announcer.update(this.messageRows(), locale)
  }

  /** The first time: where the reader stood, or at the unread line if it is above the fold, else at the newest. */
  private place(): void {
    this.placed = true
    this.arrivalsSeen = this.view?.state.arrivals ?? 0
    this.keeper.toNewest()
    const { message, offset } = this.view?.place ?? {}
    const stood = message === undefined ? undefined : this.messages().find(({ row }) => row?.id === message)
    const unread = this.content.querySelector('.unread')
    // A long text that was open is folded again: its end is as near as it gets.
    if (stood) this.keeper.toRow(stood, Math.max(offset ?? 0, -stood.offsetHeight))
    else if (unread && unread.getBoundingClientRect().top < this.scroller.getBoundingClientRect().top)
      this.keeper.toRow(unread, 16)
    this.announcer.start(this.newestPosition())
  }

  /** Of two hundred that stand there, those are rendered of which something changed. */
  private message(row: MessageRow, locale: Locale): unknown {
    const { can, faces } = this
    return guard([row, locale, faces, can.react, can.reply, can.deleteAny], () => {
      const { terms, full } = locale
      const name = row.own ? terms.you : visibleName(row.sender?.name ?? '')
      return html`<damso-message
        class=${row.first ? 'first' : ''}
        role="article"
        tabindex="-1"
        aria-label=${`${name}, ${full(row.at)}`}
        .row=${row}
        .locale=${locale}
        .can=${can}
        .faces=${faces}
      ></damso-message>`
    })
  }

  private readonly onScroll = (): void => {
    this.keeper.scrolled()
    if (!this.keeper.following) this.leaping = false
    this.settle()
    clearTimeout(this.resting)
    this.resting = setTimeout(() => this.rest(), REST)
  }

  /** Says where the reader stands; one who cannot see the room stands where they stood. */
  private rest(): void {
    if (!this.shown || !this.placed) return
    const stored = this.messages().filter(({ row }) => row?.status === 'stored')
    const first = this.away ? this.keeper.first(stored) : undefined
    const message = first?.row.row?.id
    perform(this, { type: 'place', place: first && message ? { message, offset: Math.round(first.offset) } : null })
  }

  /** A text that opens or closes keeps its beginning where it was, or comes back to it. */
  private readonly onFold = async ({ target }: Event): Promise<void> => {
    const row = target as DamsoMessage
    this.keeper.hold(row)
    await row.updateComplete
    this.keeper.restore()
    if (row.getBoundingClientRect().top < this.scroller.getBoundingClientRect().top) this.keeper.toRow(row, 16)
    this.onScroll()
  }

  /** After every scroll and update: who follows, what is read, which page comes next. */
  private settle(): void {
    const { state } = this.view ?? {}
    if (state?.status !== 'ready') return
    const atEnd = this.keeper.following && !state.hasNewer && !this.growingBelow
    this.away = !atEnd
    perform(this, { type: 'following', following: atEnd })
    if (atEnd) this.follow()
    if (!this.placed || this.growing || state.loading !== null) return
    const { older, newer } = this.keeper.distance
    if (state.hasOlder && older < AHEAD) perform(this, { type: 'older' })
    else if (state.hasNewer && newer < AHEAD) perform(this, { type: 'newer' })
  }

  private follow(): void {
    if (!this.shown) return
    this.arrivalsSeen = this.view?.state.arrivals ?? 0
    const position = this.newestPosition()
    if (position > 0) perform(this, { type: 'read', position })
  }

  private newestPosition(): number {
    return this.view?.state.messages.at(-1)?.position ?? 0
  }

  /** Arrow keys move between messages, Enter opens what can be done with one. */
  private readonly onKeydown = (event: KeyboardEvent): void => {
    const messages = this.messages()
    const at = messages.findIndex((message) => message.matches(':focus-within, :focus'))
    // Not where something inside it has the focus: there Enter is that button's own.
    if (event.key === 'Enter' && messages[at] && event.composedPath()[0] === messages[at]) {
      event.preventDefault()
      messages[at].openActions()
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      const next = at < 0 ? messages.length - 1 : at + (event.key === 'ArrowDown' ? 1 : -1)
      messages[Math.max(0, Math.min(next, messages.length - 1))]?.focus()
    } else if (event.key === 'End') {
      event.preventDefault()
      this.toNewest()
    }
  }

  private messages() {
    return [...this.renderRoot.querySelectorAll('damso-message')]
  }

  private messageRows(): MessageRow[] {
    return this.rows.filter((row): row is MessageRow => row.kind === 'message')
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-timeline': DamsoTimeline
  }
}
