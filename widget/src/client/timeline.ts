import { destinations, type RecordEvent, type SignalEvent, type TopicEvent } from '@damso/schema/model'
import type { Api } from './api.ts'
import { backoff, pause } from './backoff.ts'
import { ClientFault, faultCodeOf } from './client-fault.ts'
import type { Connection } from './connection.ts'
import { type ClientMessage, fromGraphql, quoteOf } from './message.ts'
import { apply, emptyWindow, extend, insert, type MessageWindow, trim, WINDOW } from './message-window.ts'
import { Message } from './operations/generated/operations.ts'
import { loadPage, type Page, type PageOf, type RoomStart } from './pages.ts'
import { Store, type Unsubscribe } from './store.ts'

/** What happened in the room besides messages, shown between them while the room is open. */
export type Notice = Extract<RecordEvent, { type: 'membership' | 'room' }>

export interface TimelineState extends MessageWindow {
  /** `failed`: nothing could be loaded; `closed`: this member may not read here (any more). */
  status: 'loading' | 'ready' | 'failed' | 'closed'
  notices: readonly Notice[]
  /** A page is on its way at that end. */
  loading: 'older' | 'newer' | 'jump' | null
  /** Live messages of others since the room was opened: only grows. */
  arrivals: number
}

export interface TimelineOptions {
  site: string
  room: string
  /** The member who reads. */
  member: string
  api: Api
  connection: Connection
  onRecord: (event: RecordEvent) => void
  onSignal: (signal: SignalEvent) => void
  /** The membership ended. */
  onClosed: () => void
}

/** Records that arrive while a page is under way are laid over it; more than these and the page is asked for again. */
const OVERLAY = 1_000
const NOTICES = 50
/** What stays of a full window that is followed: many old messages go at once, so that nearly always one that comes moves no other. */
const FOLLOWED = 150

/**
 * One open room: a bounded window onto its messages that is moved by pages and kept true by live records.
 *
 * No seam: a page says up to which position it is complete, and the subscription starts after it. No record is applied
 * twice: positions only rise. What comes in while a page is under way is applied again on top of it.
 */
export class Timeline {
  readonly state = new Store<TimelineState>({
    ...emptyWindow,
    status: 'loading',
    notices: [],
    loading: null,
    arrivals: 0,
  })
  readonly room: string
  /** Whether the reader stands at the newest message; then old ones are let go first. */
  following = true
  /** The message at which the reader stands, away from the newest: what is loaded afresh is loaded around it. */
  standing: string | undefined
  readonly #options: TimelineOptions
  readonly #stop: Unsubscribe
  #unsubscribe: Unsubscribe | undefined
  #subscribed = false
  /** The highest position that was received or paged: where a subscription goes on. */
  #seen = 0
  /** Until a page has come: it begins with the first message after this position. */
  #unreadAfter: number | undefined
  #overlay: RecordEvent[] | undefined
  #round = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #restarts = 0
  /** Pages that did not come, one after the other. */
  #failures = 0

  constructor(options: TimelineOptions) {
    this.#options = options
    this.room = options.room
    this.#stop = options.connection.state.subscribe((state) => {
      if (state !== 'connected') return
      if (this.state.value.status === 'ready') this.#subscribe()
      else if (this.state.value.status === 'failed') this.open()
    })
  }

  /**
   * Loads the newest page, or the one where the reader stands, and goes live after it. Also tries again after `failed`.
   * @param start where to begin instead
   */
  open(start?: RoomStart): void {
    if (start && 'message' in start) this.standing = start.message
    else if (start) this.#unreadAfter = start.unreadAfter
    this.state.patch({ ...emptyWindow, status: 'loading', loading: null })
    void this.#load(this.#start(), (page) => {
      this.#unreadAfter = undefined
      this.#seen = Math.max(this.#seen, page.position)
      this.state.patch({ ...page, status: 'ready' })
      this.#subscribe()
    })
  }

  #start(): PageOf {
    if (this.standing !== undefined) return { around: this.standing }
    return this.#unreadAfter === undefined ? { newest: true } : { unreadAfter: this.#unreadAfter }
  }

  loadOlder(): void {
    const [first] = this.state.value.messages
    if (first === undefined || !this.state.value.hasOlder || this.state.value.loading !== null) return
    void this.#extend('older', { before: first.position })
  }

  loadNewer(): void {
    const last = this.state.value.messages.at(-1)
    if (last === undefined || !this.state.value.hasNewer || this.state.value.loading !== null) return
    void this.#extend('newer', { after: last.position })
  }

  jumpToNewest(): void {
    this.following = true
    this.standing = undefined
    if (this.state.value.hasNewer) void this.#jump({ newest: true })
  }

  /** Brings a message that may be far away into the window. */
  async jumpTo(message: string): Promise<void> {
    if (!this.state.value.messages.some(({ id }) => id === message)) await this.#jump({ around: message })
  }

  /**
   * Brings the first message of a time or later into the window.
   * @returns its id, or that of the newest where nothing is as late; undefined: it could not be loaded
   */
  async jumpToDate(at: number): Promise<string | undefined> {
    if (!(await this.#jump({ date: at }))) return undefined
    const { messages } = this.state.value
    return (messages.find(({ sentAt }) => sentAt >= at) ?? messages.at(-1))?.id
  }

  /** Shows what a RECEIPT confirmed before the record itself comes back. */
  insertStored(message: ClientMessage): void {
    const { value } = this.state
    if (value.status !== 'ready' || value.hasNewer || value.messages.some(({ id }) => id === message.id)) return
    const quoted = value.messages.find(({ id }) => id === message.replyTo)
    this.state.patch(insert(value, { ...message, quote: quoted ? quoteOf(quoted) : null }))
  }

  close(): void {
    this.#round++
    clearTimeout(this.#timer)
    this.#stop()
    this.#unsubscribe?.()
  }

  #extend(end: 'older' | 'newer', of: PageOf): Promise<boolean> {
    this.state.patch({ loading: end })
    // Whoever looks on asks again as soon as nothing is on its way.
    const rest = () => pause(backoff(this.#failures++))
    const show = (page: Page) => {
      // It would be asked for again and again.
      if (page.messages.length === 0 && (end === 'older' ? page.hasOlder : page.hasNewer))
        throw new ClientFault('SERVER', 'a page without messages says that there are more')
      this.state.patch(extend(this.state.value, page, end))
      this.#failures = 0
    }
    return this.#load(of, show, rest)
  }

  #jump(of: PageOf): Promise<boolean> {
    this.state.patch({ loading: 'jump' })
    return this.#load(of, (page) => this.state.patch({ ...page, notices: [] }))
  }

  /**
   * Runs one page request; a newer one makes it void.
   * @param rest after a page that did not come, before it says so
   * @returns whether it was shown
   */
  async #load(of: PageOf, show: (page: Page) => void, rest?: () => Promise<void>): Promise<boolean> {
    const round = ++this.#round
    const { api, site, room } = this.#options
    this.#overlay = []
    try {
      const page = await loadPage(api, site, room, of, this.#seen)
      if (round !== this.#round) return false
      if (this.#overlay.length >= OVERLAY) return this.#load(of, show, rest)
      const overlay = this.#overlay.filter(({ position }) => position > page.position)
      this.#overlay = undefined
      show(page)
      this.state.patch(overlay.reduce((window, event) => apply(window, site, event), this.#window))
      this.state.patch({ loading: null })
      return true
    } catch (error) {
      if (round !== this.#round) return false
      this.#overlay = undefined
      const code = faultCodeOf(error)
      const around = 'around' in of
      // The message may be gone from a room that is there.
      if (around && code !== 'NETWORK' && this.state.value.status === 'loading') {
        this.standing = undefined
        return this.#load({ newest: true }, show)
      }
      const closed = code === 'NOT_FOUND' && !around
      if (!closed && rest) {
        await rest()
        if (round !== this.#round) return false
      }
      this.state.patch({ loading: null })
      if (closed) this.#closed()
      else if (this.state.value.status === 'loading') this.state.patch({ status: 'failed' })
      return false
    }
  }

  get #window(): MessageWindow {
    const { messages, hasOlder, hasNewer } = this.state.value
    return { messages, hasOlder, hasNewer }
  }

  #subscribe(): void {
    this.#unsubscribe?.()
    this.#subscribed = false
    const after = String(this.#seen)
    this.#unsubscribe = this.#options.connection.subscribe<TopicEvent>(
      destinations.topic(this.room),
      this.room,
      { after },
      (event) => this.#handle(event),
    )
  }

  #handle(event: TopicEvent): void {
    switch (event.type) {
      case 'subscribed':
        this.#subscribed = true
        if (event.recovered) this.#restarts = 0
        else this.#restart()
        return
      case 'ended':
        if (event.code === 'REMOVED') this.#closed()
        else this.#later(() => this.#subscribe(), false)
        return
      case 'typing':
      case 'read':
      case 'presence':
        this.#options.onSignal(event)
        return
      default:
        // Frames of the subscription before this one may still be on their way until `subscribed`.
        if (this.#subscribed && event.position > this.#seen) this.#record(event)
    }
  }

  #record(event: RecordEvent): void {
    this.#seen = event.position
    const { site, member, onRecord } = this.#options
    if (this.#overlay && this.#overlay.length < OVERLAY) this.#overlay.push(event)
    if (this.state.value.status !== 'ready') return
    const { notices, arrivals } = this.state.value
    this.state.patch({
      ...this.#bounded(apply(this.#window, site, event)),
      arrivals: arrivals + (event.type === 'message' && event.sender?.id !== member ? 1 : 0),
      notices: event.type === 'membership' || event.type === 'room' ? [...notices, event].slice(-NOTICES) : notices,
    })
    if (event.type === 'message') void this.#complete(event.id)
    onRecord(event)
  }

  /** What is read in the middle of it may grow to the double before what is newest goes. */
  #bounded(window: MessageWindow): MessageWindow {
    if (this.following) return trim(window, 'older', FOLLOWED)
    return window.messages.length > 2 * WINDOW ? trim(window, 'newer') : window
  }

  /** A record says ids only. What it answers and whom it names is asked for where the window does not know. */
  async #complete(id: string): Promise<void> {
    const message = this.state.value.messages.find((other) => other.id === id)
    if (message === undefined) return
    const unknownQuote = message.replyTo !== null && message.quote === undefined
    if (!unknownQuote && (message.mentions.length === 0 || message.named)) return
    const { api, site } = this.#options
    const found = await api.request(Message, { room: this.room, id }).catch(() => undefined)
    const fields = found?.room?.message
    const { quote = null, named = [] } = fields ? fromGraphql(site, this.room, fields) : {}
    const messages = this.state.value.messages.map((other) => (other.id === id ? { ...other, quote, named } : other))
    this.state.patch({ messages })
  }

  /** What was missed is too much, or the log was cut: nothing that was seen before counts. */
  #restart(): void {
    this.#seen = 0
    this.#later(() => this.open(), this.#restarts++ === 0)
  }

  #later(act: () => void, now: boolean): void {
    clearTimeout(this.#timer)
    if (now) act()
    else this.#timer = setTimeout(act, backoff(Math.min(this.#restarts, 5)))
  }

  #closed(): void {
    this.#unsubscribe?.()
    this.state.patch({ ...emptyWindow, status: 'closed', notices: [] })
    this.#options.onClosed()
  }
}
