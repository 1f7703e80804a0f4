import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { keyed } from 'lit/directives/keyed.js'
import type { Chat, Client, ConnectionState, News, Notice as RoomNotice, Unsubscribe } from '../../client/index.ts'
import type { RoomName } from '../../loader/room-name.ts'
import { type Locale, loadLocale } from '../../locales/locale.ts'
import type { Strings } from '../../locales/strings.ts'
import { base, controls, emptiness } from '../../styles/base.ts'
import { type ActEvent, perform, type Screen } from '../act.ts'
import { deepestFocus } from '../deepest-focus.ts'
import { define } from '../define.ts'
import { failedToLoad } from '../failed-to-load.ts'
import { closeIcon } from '../icons.ts'
import { nextFrame } from '../next-frame.ts'
import type { DamsoRoom } from '../room/room.ts'
import { StoreController } from '../store-controller.ts'
import type { Place } from '../timeline/place.ts'
import { answer } from './answer.ts'
import { carryOut } from './carry-out.ts'
import { DirectorySearch } from './directory-search.ts'
import { Notice } from './notice.ts'
import { panelStyles } from './panel.styles.ts'
import { PanelEvent } from './panel-event.ts'
import { roomView } from './room-view-of.ts'
import { Visit } from './visit.ts'
import '../room/room.ts'
import '../room-list/room-list.ts'

/**
 * The chat: list and room, one at a time in a narrow place, side by side from 720 px. It gathers what its elements show, and
 * carries out what they say.
 *
 * @slot header - in place of the title over the list
 * @slot empty - in place of what an empty list says
 * @csspart panel - the surface
 * @csspart empty - an empty place: a sentence, and what can be done
 * @csspart button - a button with words
 */
@define('damso-panel', 'panel', 'empty', 'button')
export class DamsoPanel extends LitElement {
  static override styles = [base, controls, emptiness, panelStyles]

  @property({ attribute: false }) client: Client | undefined
  /** Language of sentences, times and days. */
  @property() override lang = 'en'
  /** The owner's own sentences. */
  @property({ attribute: false }) strings: Strings | undefined
  @property({ reflect: true }) mode: 'popup' | 'inline' | 'page' = 'page'
  /** No launcher in sight that closes it: it has the whole screen. */
  @property({ type: Boolean }) closable = false
  /** Whether a person can see it: reading is only marked then. */
  @property({ type: Boolean }) shown = true

  /** Slots that the page has filled. */
  @property({ attribute: false }) filled: readonly string[] = []

  @query('damso-room') readonly roomElement!: DamsoRoom | null
  /** What lies over the room or the list. */
  @state() private screen: Screen | null = null
  @state() private locale: Locale | undefined
  readonly visit = new Visit(this)
  private readonly notice = new Notice(this)
  private readonly directory = new DirectorySearch(this)
  private speaking: Promise<void> | undefined
  private unread = -1
  private notified: RoomNotice | undefined
  private chat: Chat | null = null
  private opener: HTMLElement | null = null
  private connection: ConnectionState = 'off'
  private stops: Unsubscribe[] = []

  constructor() {
    super()
    const { visit } = this
    new StoreController(this, () => [
      this.client?.chat,
      this.client?.session.state,
      this.chat?.rooms.state,
      this.chat?.unsent.messages,
      this.chat?.connection.state,
      visit.room?.timeline.state,
      visit.room?.signals.state,
    ])
    this.addEventListener('damso-act', this.onAct)
    this.addEventListener('damso-directory', (event) => void this.directory.ask(this.chat, event))
    this.addEventListener('damso-ask', (event) => answer(event, visit.room, this.chat?.member ?? ''))
  }

  get currentChat(): Chat | null {
    return this.chat
  }

  /**
   * Shows a room; null: the list.
   * @param draft for an empty composer
   * @param place where to begin in it
   * @returns false: the page cancelled it, or there is no such room for this member
   */
  openRoom(by: RoomName | null, draft?: string, place?: Place | null): Promise<boolean> {
    this.meet()
    this.directory.close()
    this.screen = null
    return this.visit.open(by, draft, place)
  }

  /** Opens a screen that is loaded when it is first needed. */
  async openScreen(screen: Screen): Promise<void> {
    const { room } = this.visit
    const opener = deepestFocus(this.renderRoot as ShadowRoot)
    try {
      await import('../management/management.ts')
    } catch {
      this.tell('LOAD')
      return
    }
    if (room !== this.visit.room) return
    this.visit.chosen = true
    this.opener = opener
    this.screen = screen
  }

  closeScreen(): void {
    this.screen = null
    void this.updateComplete.then(() => (this.opener?.isConnected ? this.opener.focus() : this.focusFirst()))
  }

  /** The room went: what was said of it, and lay over it, goes too. */
  cleared(): void {
    this.notice.clear()
    this.directory.close()
    if (this.screen !== 'create') this.screen = null
  }

  /** Tells in words what did not work; undefined: it did. */
  tell(code: string | undefined): void {
    if (code !== undefined) this.notice.tell(code, this.locale)
  }

  /** @param from the room that was left for the list: its row takes the focus */
  async focusFirst(from?: string): Promise<void> {
    await this.updateComplete
    await this.speaking
    await this.updateComplete
    const list = this.renderRoot.querySelector('damso-room-list')
    await (this.roomElement ?? list)?.updateComplete
    if (this.visit.room || this.visit.absent) this.roomElement?.focusFirst()
    else list?.focusFirst(from)
  }

  signInAgain(): void {
    this.client?.session.renew().catch(() => {})
  }

  async reveal(message: string): Promise<void> {
    await this.updateComplete
    await this.roomElement?.reveal(message)
  }

  /** Once a frame, whatever comes until then: a thousand messages after a lost connection are one rendering. */
  protected override async scheduleUpdate(): Promise<void> {
    await nextFrame()
    super.scheduleUpdate()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lang') || changed.has('strings') || !this.hasUpdated) this.speaking = this.speak()
    this.meet()
    const { chat, visit } = this
    const timeline = visit.room?.timeline.state.value
    const notice = timeline?.notices.at(-1)
    if (notice !== undefined && notice !== this.notified) void visit.refresh()
    this.notified = notice
    if (timeline?.status === 'closed' && this.screen !== 'create') this.screen = null
    const rooms = chat?.rooms.state.value
    if (rooms?.status !== 'ready') return
    const [only, second] = rooms.rooms
    if (!visit.chosen && only && !second && !rooms.hasMore) {
      const within = (this.renderRoot as ShadowRoot).activeElement !== null
      void this.openRoom({ id: only.id }).then(() => (within ? this.focusFirst() : undefined))
    }
    if (rooms.unreadTotal !== this.unread) {
      this.unread = rooms.unreadTotal
      this.dispatchEvent(new PanelEvent({ type: 'unread', total: this.unread }))
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { locale, client } = this
    if (!locale) return nothing
    const popup = this.mode === 'popup'
    // What is said here is no recording of the page's: for PostHog, FullStory, rrweb, Sentry; LogRocket, Hotjar, Clarity, Datadog.
    return html`<div
      class="panel ph-no-capture fs-exclude rr-block sentry-block"
      data-private
      data-hj-suppress
      data-clarity-mask="true"
      data-dd-privacy="hidden"
      part="panel"
      lang=${locale.lang}
      dir=${locale.dir}
      role=${popup ? 'dialog' : nothing}
      aria-modal=${popup && this.closable ? 'true' : nothing}
      aria-label=${popup ? locale.terms.chats : nothing}
      data-view=${this.visit.room || this.visit.absent ? 'room' : 'list'}
      ?data-covered=${this.screen !== null}
      @keydown=${this.onKeydown}
    >${this.chat ? this.rooms(this.chat, locale) : this.alone(locale, client?.session.state.value.status)}</div>`
  }

  private rooms(chat: Chat, locale: Locale): TemplateResult {
    const { visit, screen } = this
    const room = roomView(chat, visit)
    return html`<damso-room-list
        .state=${chat.rooms.state.value}
        .directory=${this.directory.found}
        .locale=${locale}
        .member=${chat.member}
        .selected=${visit.room?.id ?? ''}
        ?closable=${this.closable}
        .notice=${room ? '' : this.notice.text}
      >${this.filled.map((name) => html`<slot name=${name} slot=${name}></slot>`)}</damso-room-list>
      ${
        room
          ? keyed(
              visit.room?.id,
              html`<damso-room
              .view=${room}
              .locale=${locale}
              .notice=${this.notice.text}
              back
              ?closable=${this.closable}
              ?shown=${this.shown && screen === null}
            ></damso-room>`,
            )
          : html`<div class="none empty" part="empty"><span>${locale.terms.pickRoom}</span></div>`
      }
      <damso-management .chat=${chat} .details=${visit.details} .locale=${locale} .screen=${screen} ?hidden=${screen === null}></damso-management>`
  }

  /** No chat: nobody is signed in, or nobody can tell. */
  private alone(locale: Locale, status: string | undefined): TemplateResult {
    const { terms } = locale
    const close = () => perform(this, { type: 'close-panel' })
    return html`${this.closable ? html`<button class="icon" part="icon-button" aria-label=${terms.close} @click=${close}>${closeIcon}</button>` : nothing}
    ${
      status === 'failed'
        ? failedToLoad(locale, () => perform(this, { type: 'retry' }))
        : html`<div class="empty" part="empty">${status === 'signed-out' ? html`<span>${terms.signedOut}</span>` : nothing}</div>`
    }`
  }

  private async speak(): Promise<void> {
    const { lang, strings } = this
    const locale = await loadLocale(lang, strings).catch(() => this.locale)
    if (this.lang === lang && this.strings === strings) this.locale = locale
  }

  /** Whose chat it is now. */
  private meet(): void {
    const chat = this.client?.chat.value ?? null
    if (chat !== this.chat) this.switchTo(chat)
  }

  /** Another member, or nobody: nothing of the one before stays. */
  private switchTo(chat: Chat | null): void {
    const { visit } = this
    if (this.chat) {
      visit.clear()
      visit.wanted = null
    }
    for (const stop of this.stops) stop()
    this.stops = []
    this.chat = chat
    visit.chosen = false
    this.unread = -1
    this.tellConnection(chat?.connection.state.value ?? 'off')
    if (chat === null) return
    this.stops = [
      chat.connection.state.subscribe((state) => {
        this.tellConnection(state)
        if (state === 'connected') visit.tryAgain()
      }),
      chat.rooms.news.subscribe((news) => {
        const { room, id, sender } = news as News
        this.dispatchEvent(new PanelEvent({ type: 'message', detail: { room: visit.ref(room), id, sender } }))
      }),
    ]
    chat.connection.open()
    chat.rooms.refresh()
    if (visit.wanted) void visit.open(visit.wanted)
  }

  private tellConnection(state: ConnectionState): void {
    if (state === this.connection) return
    this.connection = state
    this.dispatchEvent(new PanelEvent({ type: 'connection', detail: { state } }))
  }

  private readonly onAct = (event: ActEvent): void => {
    event.stopPropagation()
    carryOut(this, event)
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || this.mode !== 'popup') return
    event.stopPropagation()
    if (this.screen) this.closeScreen()
    else this.dispatchEvent(new PanelEvent({ type: 'close' }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-panel': DamsoPanel
  }
}
