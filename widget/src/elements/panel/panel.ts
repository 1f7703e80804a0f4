import { limits } from '@damso/schema/model'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { keyed } from 'lit/directives/keyed.js'
import type {
  Chat,
  Client,
  ConnectionState,
  News,
  Notice,
  OpenRoom,
  RoomDetails,
  Unsubscribe,
} from '../../client/index.ts'
import type { RoomRef } from '../../loader/events.ts'
import type { RoomName } from '../../loader/room-name.ts'
import { type Locale, loadLocale } from '../../locales/locale.ts'
import { base, controls, emptiness } from '../../styles/base.ts'
import { tokens } from '../../styles/tokens.ts'
import { type ActEvent, perform, type Screen } from '../act.ts'
import { deepestFocus } from '../deepest-focus.ts'
import { define } from '../define.ts'
import type { DamsoRoom } from '../room/room.ts'
import type { RoomView } from '../room/room-view.ts'
import type { Directory, DirectoryEvent } from '../room-list/room-list.ts'
import { StoreController } from '../store-controller.ts'
import { answer } from './answer.ts'
import { carryOut } from './carry-out.ts'
import { panelStyles } from './panel.styles.ts'
import { PanelEvent } from './panel-event.ts'
import '../room/room.ts'
import '../room-list/room-list.ts'

/**
 * The chat: list and room, one at a time in a narrow place, side by side from 720 px. It holds the open room, gathers what
 * its elements show, and carries out what they say.
 *
 * @csspart panel - the surface
 */
@define('damso-panel')
export class DamsoPanel extends LitElement {
  static override styles = [tokens, base, controls, emptiness, panelStyles]

  @property({ attribute: false }) client: Client | undefined
  /** Language of sentences, times and days. */
  @property() override lang = 'en'
  @property({ reflect: true }) mode: 'popup' | 'inline' | 'page' = 'page'
  /** No launcher in sight that closes it. */
  @property({ type: Boolean }) closable = false
  /** Whether a person can see it: reading is only marked then. */
  @property({ type: Boolean }) shown = true
  /** The room to show. */
  @property({ attribute: false }) wanted: RoomName | null = null

  @query('damso-room') readonly roomElement!: DamsoRoom | null
  @state() room: OpenRoom | null = null
  @state() details: RoomDetails | undefined
  @state() directory: Directory | null = null
  @state() notice = ''
  /** What lies over the room or the list. */
  @state() private screen: Screen | null = null
  /** A room that is absent or not this member's to see. */
  @state() missing = false
  @state() private locale: Locale | undefined
  private unreadAfter: number | undefined
  private chosen = false
  private unread = -1
  private notified: Notice | undefined
  private noticeTimer: ReturnType<typeof setTimeout> | undefined
  private chat: Chat | null = null
  private opener: HTMLElement | null = null
  private connection: ConnectionState = 'off'
  private stopNews: Unsubscribe | undefined

  constructor() {
    super()
    new StoreController(this, () => [
      this.client?.chat,
      this.client?.session.state,
      this.chat?.rooms.state,
      this.chat?.unsent.messages,
      this.chat?.connection.state,
      this.room?.timeline.state,
      this.room?.signals.state,
    ])
    this.addEventListener('damso-act', this.onAct)
    this.addEventListener('damso-directory', this.onDirectory)
    this.addEventListener('damso-ask', (event) => answer(event, this.room, this.chat?.member ?? ''))
  }

  get currentChat(): Chat | null {
    return this.chat
  }

  /**
   * Shows a room; null: the list.
   * @param draft for an empty composer
   * @returns false: the page cancelled it, or there is no such room for this member
   */
  async openRoom(by: RoomName | null, draft?: string): Promise<boolean> {
    this.meet()
    this.wanted = by
    this.missing = false
    this.directory = null
    this.screen = null
    this.chosen = true
    const { chat } = this
    if (by === null || !chat) {
      this.clear()
      return by === null
    }
    // At once where it is known; else what the page hears of the room has to be asked for.
    const known = 'id' in by && chat.rooms.state.value.rooms.some(({ id }) => id === by.id)
    if (known && !this.enterRoom(chat, by.id, draft)) return false
    try {
      const details = await find(chat, by)
      if (this.wanted !== by || this.chat !== chat) return false
      if (details === undefined) {
        this.clear()
        this.missing = true
        return false
      }
      if (!this.enterRoom(chat, details.id, draft, details.key)) return false
      this.takeDetails(details)
      if (details.kind !== 'DIRECT' && details.memberCount <= limits.readReceiptMembers) await this.room?.loadReaders()
      return true
    } catch {
      // The connection's strip and the timeline's own retry say so; the header keeps its place.
      return 'id' in by && this.wanted === by && this.enterRoom(chat, by.id, draft)
    }
  }

  /** A room as the page knows it. */
  ref(id: string, key?: string | null): RoomRef {
    const known = this.chat?.rooms.state.value.rooms.find((room) => room.id === id)
    return { id, key: key ?? known?.key ?? (this.details?.id === id ? this.details.key : null) }
  }

  /** Reads the room's settings and the member's rights in it again. */
  async refreshDetails(): Promise<void> {
    const { room, chat } = this
    const details = room && chat ? await chat.rooms.find({ id: room.id }).catch(() => undefined) : undefined
    if (details && this.room === room) this.details = details
  }

  /** Opens a screen that is loaded when it is first needed. */
  async openScreen(screen: Screen): Promise<void> {
    const { room } = this
    const opener = deepestFocus(this.renderRoot as ShadowRoot)
    try {
      await import('../management/management.ts')
    } catch {
      this.tell('LOAD')
      return
    }
    if (room !== this.room) return
    this.chosen = true
    this.opener = opener
    this.screen = screen
  }

  closeScreen(): void {
    this.screen = null
    void this.updateComplete.then(() => (this.opener?.isConnected ? this.opener.focus() : this.focusFirst()))
  }

  /** Tells in words what did not work. */
  tell(code: string | undefined): void {
    if (code === undefined) return
    clearTimeout(this.noticeTimer)
    this.notice = this.locale?.terms.failure(code) ?? ''
    this.noticeTimer = setTimeout(() => {
      this.notice = ''
    }, 6_000)
  }

  async focusFirst(): Promise<void> {
    await this.updateComplete
    await this.roomElement?.updateComplete
    if (this.room) this.roomElement?.focusFirst()
    else this.renderRoot.querySelector('damso-room-list')?.shadowRoot?.querySelector<HTMLElement>('h2')?.focus()
  }

  signInAgain(): void {
    this.client?.session.renew().catch(() => {})
  }

  reveal(message: string): void {
    void this.updateComplete.then(() => this.roomElement?.reveal(message))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.noticeTimer)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lang') || !this.hasUpdated) void this.speak(this.lang)
    this.meet()
    const { chat } = this
    const connection = chat?.connection.state.value ?? 'off'
    if (connection !== this.connection) {
      this.connection = connection
      this.dispatchEvent(new PanelEvent({ type: 'connection', detail: { state: connection } }))
    }
    const notice = this.room?.timeline.state.value.notices.at(-1)
    if (notice !== undefined && notice !== this.notified) void this.refreshDetails()
    this.notified = notice
    if (this.room?.timeline.state.value.status === 'closed' && this.screen !== 'create') this.screen = null
    const rooms = chat?.rooms.state.value
    const [only, second] = rooms?.rooms ?? []
    if (rooms?.status === 'ready' && !this.chosen && only && !second && !rooms.hasMore)
      void this.openRoom({ id: only.id })
    if (rooms?.status === 'ready' && rooms.unreadTotal !== this.unread) {
      this.unread = rooms.unreadTotal
      this.dispatchEvent(new PanelEvent({ type: 'unread', total: this.unread }))
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { chat, locale, client } = this
    if (!locale) return nothing
    if (!chat) return this.alone(locale, client?.session.state.value.status)
    const { value: rooms } = chat.rooms.state
    const room = this.roomView(chat)
    return html`<div class="panel" part="panel" lang=${locale.lang} dir=${locale.dir} data-view=${room ? 'room' : 'list'} ?data-covered=${this.screen !== null} @keydown=${this.onKeydown}>
      <damso-room-list
        .state=${rooms}
        .directory=${this.directory}
        .locale=${locale}
        .member=${chat.member}
        .selected=${this.room?.id ?? ''}
        ?closable=${this.closable}
      ></damso-room-list>
      ${
        room
          ? keyed(
              this.room?.id,
              html`<damso-room
              .view=${room}
              .locale=${locale}
              .notice=${this.notice}
              back
              ?closable=${this.closable}
              ?shown=${this.shown && this.screen === null}
            ></damso-room>`,
            )
          : html`<div class="none empty"><span>${locale.terms.pickRoom}</span></div>`
      }
      <damso-management .chat=${chat} .details=${this.details} .locale=${locale} .screen=${this.screen} ?hidden=${this.screen === null}></damso-management>
    </div>`
  }

  /** No chat: nobody is signed in, or nobody can tell. */
  private alone({ terms }: Locale, status: string | undefined): TemplateResult {
    const retry = () => perform(this, { type: 'retry' })
    return html`<div class="panel" part="panel"><div class="empty">${
      status === 'signed-out'
        ? html`<span>${terms.signedOut}</span>`
        : status === 'failed'
          ? html`<span>${terms.failedToLoad}</span><button class="outlined" @click=${retry}>${terms.tryAgain}</button>`
          : nothing
    }</div></div>`
  }

  private async speak(lang: string): Promise<void> {
    const locale = await loadLocale(lang)
    if (this.lang === lang) this.locale = locale
  }

  private roomView(chat: Chat): RoomView | undefined {
    const { room } = this
    const common = {
      connection: chat.connection.state.value,
      member: chat.member,
      unsentFull: chat.unsent.full,
      draft: (this.room && chat.drafts.get(this.room.id)) ?? '',
      unreadAfter: this.unreadAfter,
      details: this.details,
    }
    if (room === null) return this.missing ? { ...common, ...closedRoom } : undefined
    return {
      ...common,
      timeline: room.timeline.state.value,
      signals: room.signals.state.value,
      unsent: chat.unsent.messages.value.filter((message) => message.room === room.id),
    }
  }

  /** Whose chat it is now. */
  private meet(): void {
    const chat = this.client?.chat.value ?? null
    if (chat !== this.chat) this.switchTo(chat)
  }

  /** Another member, or nobody: nothing of the one before stays. */
  private switchTo(chat: Chat | null): void {
    this.clear()
    if (this.chat) this.wanted = null
    this.stopNews?.()
    this.chat = chat
    this.chosen = false
    this.unread = -1
    if (chat === null) return
    this.stopNews = chat.rooms.news.subscribe((news) => {
      const { room, id, sender } = news as News
      this.dispatchEvent(new PanelEvent({ type: 'message', detail: { room: this.ref(room), id, sender } }))
    })
    chat.connection.open()
    chat.rooms.refresh()
    if (this.wanted) void this.openRoom(this.wanted)
  }

  private clear(): void {
    this.leaveRoom()
    this.missing = false
    this.directory = null
  }

  /** @returns false: the page cancelled it, and what shows stays */
  private enterRoom(chat: Chat, id: string, draft?: string, key?: string | null): boolean {
    const entered = this.room?.id === id
    const room = this.ref(id, key)
    if (!entered && !this.dispatchEvent(new PanelEvent({ type: 'room', detail: { room } }))) return false
    if (draft !== undefined && !chat.drafts.get(id)) chat.drafts.set(id, draft)
    if (entered) {
      this.requestUpdate()
      return true
    }
    this.clear()
    const known = chat.rooms.state.value.rooms.find((room) => room.id === id)
    if (known) this.takeDetails({ ...known, others: [] })
    this.room = chat.openRoom(id)
    return true
  }

  private takeDetails(details: RoomDetails): void {
    const { viewerMembership, others } = details
    this.unreadAfter ??=
      viewerMembership && viewerMembership.unreadCount > 0 ? viewerMembership.readPosition : undefined
    this.details = details
    for (const { id, readPosition } of others) this.room?.signals.readBy(id, readPosition)
  }

  private leaveRoom(): void {
    if (this.room) this.dispatchEvent(new PanelEvent({ type: 'left' }))
    this.room?.close()
    this.room = null
    this.details = undefined
    this.unreadAfter = undefined
    this.notice = ''
    if (this.screen !== 'create') this.screen = null
  }

  private readonly onAct = (event: ActEvent): void => {
    event.stopPropagation()
    carryOut(this, event)
  }

  private readonly onDirectory = async ({ kind, search }: DirectoryEvent): Promise<void> => {
    const { chat } = this
    if (kind === null || !chat) {
      this.directory = null
      return
    }
    const asked: Directory = {
      kind,
      members: this.directory?.members ?? [],
      rooms: this.directory?.rooms ?? [],
      loading: this.directory === null,
    }
    this.directory = asked
    const found = await chat.directory(kind, search).catch(() => ({ members: [], rooms: [] }))
    if (this.directory === asked) this.directory = { kind, loading: false, ...found }
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || this.mode !== 'popup') return
    event.stopPropagation()
    this.dispatchEvent(new PanelEvent({ type: 'close' }))
  }
}

async function find(chat: Chat, by: RoomName): Promise<RoomDetails | undefined> {
  if (!('member' in by)) return chat.rooms.find(by)
  const direct = await chat.openDirect(by.member)
  return 'room' in direct ? chat.rooms.find({ id: direct.room }) : undefined
}

const closedRoom: Pick<RoomView, 'timeline' | 'signals' | 'unsent'> = {
  timeline: {
    messages: [],
    hasOlder: false,
    hasNewer: false,
    status: 'closed',
    notices: [],
    loading: null,
    arrivals: 0,
  },
  signals: { typing: [], reads: new Map(), online: new Map() },
  unsent: [],
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-panel': DamsoPanel
  }
}
