import { ClientFault } from '../client/client-fault.ts'
import type { ConnectionState } from '../client/connection.ts'
import type { TokenProvider } from '../client/token.ts'
import type { FaultCardModule } from '../fault-card/fault-card.ts'
import type { FrameModule, MountedPanel } from '../frame/frame.ts'
import type { Strings } from '../locales/strings.ts'
import type { PanelModule } from '../panel.ts'
import { Box } from './box.ts'
import { chatStyles } from './chat.styles.ts'
import { Corner } from './corner.ts'
import { arrived, leavePopup, standsAlone } from './current.ts'
import { ElementBase } from './element-base.ts'
import type { DamsoEventMap } from './events.ts'
import { isPopup, langOf, serverOf, siteOf } from './given.ts'
import { launcherStyles } from './launcher.styles.ts'
import { Look } from './look.ts'
import { idle, pageLoaded } from './page-moments.ts'
import { enterDialog, standInPage } from './page-place.ts'
import { createReporter } from './report.ts'
import type { RoomName, RoomOptions } from './room-name.ts'
import { sheet } from './sheet.ts'
import { standsOpen } from './stands-open.ts'
import { Visitor } from './visitor.ts'

/** What the loader knows and an element does not: where it came from. */
export interface Origin {
  /** The server's address; ends in a slash. */
  server: string
  /** Brings the panel's module, and that of what stands around it. */
  loadPanel: () => Promise<PanelModule & FrameModule>
  loadCard: () => Promise<FaultCardModule>
  /** The page's own, for chats that have none. */
  strings?: Strings | undefined
}

/** An element that is out of the page for longer than this was taken away, not moved. */
const AWAY = 5_000

/**
 * Chat rooms of a site. As a popup it is a launcher in the page's corner; inline it fills its own box, as a page the screen.
 * Before anyone opens it, a signed-in member costs one token and one query, anybody else one token at most.
 *
 * @attr {string} site - name of the site
 * @attr {string} server - the server's address; else where the script came from
 * @attr {string} token-url - same-origin URL that answers POST with `{"token": "…"}`, or 204 for signed out
 * @attr {string} token - a fixed token, for demos
 * @attr {popup|inline|page} mode - where it stands; popup if absent
 * @attr {string} lang - language; else the page's
 * @attr {light|dark|auto} theme - auto follows the inherited `color-scheme`, else the system
 * @attr {string} accent - any CSS colour; text on it is computed
 * @attr {left|right} position - corner of the launcher
 * @attr {compact} density - more in less room
 * @attr {string} room - the site's own key of the room to show
 * @attr {boolean} live - opens the socket in a visible tab before the panel is opened
 * @attr {none} storage - keeps everything in memory until `consent()`
 * @attr {boolean} debug - a card says how to mend a fault, as on localhost; `false`: there neither
 * @prop {TokenProvider} tokenProvider - gives tokens in place of `token-url`
 * @prop {Strings} strings - the owner's own sentences, by name; for the language that is shown, or by language
 * @prop {boolean} open - whether the panel shows (read only)
 * @prop {number} unread - unread messages in all rooms (read only)
 * @prop {string} connection - `off`, `connecting`, `connected` or `waiting` (read only)
 * @prop {string} member - the site's id of who is signed in, or null (read only)
 * @prop {Promise} ready - whether somebody is signed in is known (read only)
 * @fires damso-open - the panel is about to open; cancelable
 * @fires damso-close - the panel closed
 * @fires damso-room - `detail.room`: a room is about to show; cancelable
 * @fires damso-send - `detail.room`, `detail.text`: a message is about to be sent; cancelable, the text then stays
 * @fires damso-message - `detail.room`, `detail.id`, `detail.sender`: others wrote
 * @fires damso-unread - `detail.total`: unread messages in all rooms
 * @fires damso-connection - `detail.state`: the live connection changed
 * @fires damso-error - `detail.code`, `detail.message`; cancel it to keep the console quiet, and the card away
 * @slot launcher-icon - the launcher's icon while it is closed
 * @slot launcher-icon-open - the launcher's icon while it is open
 * @slot header - in place of the title over the list
 * @slot empty - in place of what an empty list says
 * @cssprop --damso-accent - the one colour: launcher, send button, unread counts; tints of it are the member's own messages
 * @cssprop --damso-on-accent - text and icons on it; else black or white, whichever can be read
 * @cssprop --damso-link - links, focus and marks; else the accent, made readable on the surface
 * @cssprop --damso-surface - the ground
 * @cssprop --damso-canvas - the ground of a list beside a room, and of the line that tells of the connection
 * @cssprop --damso-text - text on surface, canvas and incoming bubbles
 * @cssprop --damso-muted - times, previews and hints there
 * @cssprop --damso-incoming - bubbles of others, hover and selection
 * @cssprop --damso-own - the member's own bubbles and reactions
 * @cssprop --damso-own-text - text in them
 * @cssprop --damso-own-meta - quotes in them
 * @cssprop --damso-hairline - lines between areas
 * @cssprop --damso-border - borders of fields and buttons
 * @cssprop --damso-danger - what failed, and what cannot be taken back
 * @cssprop --damso-shadow - the one shadow: panel, menus, pill
 * @cssprop --damso-panel-radius - corners of the panel
 * @cssprop --damso-bubble-radius - corners of bubbles
 * @cssprop --damso-field-radius - corners of fields to write in
 * @cssprop --damso-control-radius - corners of rows, menus and room pictures
 * @cssprop --damso-panel-width - width of a popup
 * @cssprop --damso-panel-height - its height, as far as the window allows
 * @cssprop --damso-launcher-size - the launcher
 * @cssprop --damso-launcher-x - its distance from the window's side
 * @cssprop --damso-launcher-y - its distance from the window's foot
 * @cssprop --damso-font - font families
 * @cssprop --damso-z-index - of launcher and panel
 * @csspart launcher - the launcher
 * @csspart badge - its count of unread messages
 * @csspart box - what holds the panel
 */
export class DamsoChat extends ElementBase {
  static readonly observedAttributes = ['lang', 'theme', 'accent', 'room', 'mode', 'token-url', 'token']
  static origin: Origin

  /** It belongs to the page: taken out of it, it comes back. */
  resident = false
  readonly ready: Promise<void>
  readonly #root = this.attachShadow({ mode: 'open' })
  readonly #box = new Box()
  readonly #corner: Corner
  readonly #look: Look
  readonly #report = createReporter(
    this,
    () => this.#server,
    () => DamsoChat.origin.loadCard(),
  )
  readonly #visitor = new Visitor(this, () => this.#memberChanged())
  #greeted: string | null = null
  #known = () => {}
  /** What keeps the count while there is no panel. */
  #stopBadge = () => {}
  #away: ReturnType<typeof setTimeout> | undefined
  #listening: AbortController | undefined
  #open = false
  #unread = 0
  #strings: Strings | undefined

  constructor() {
    super()
    this.ready = new Promise((resolve) => {
      this.#known = resolve
    })
    const place = document.createElement('div')
    place.className = 'root'
    this.#root.adoptedStyleSheets = [sheet(chatStyles + launcherStyles)]
    this.#look = new Look(this, this.#root, place)
    this.#corner = new Corner(place, () => void this.toggle())
    place.append(this.#box.element)
    this.#root.append(place)
  }

  /** Tells a page's shortcuts that somebody is writing here. */
  override get isContentEditable(): boolean {
    return this.#box.panel?.writing ?? false
  }

  get open(): boolean {
    return this.#open
  }

  get unread(): number {
    return this.#unread
  }

  get connection(): ConnectionState {
    return this.#visitor.shared?.client?.chat.value?.connection.state.value ?? 'off'
  }

  get member(): string | null {
    return this.#visitor.member
  }

  get tokenProvider(): TokenProvider | undefined {
    return this.#visitor.provider
  }

  set tokenProvider(provider: TokenProvider | undefined) {
    this.#visitor.provider = provider
    if (this.#visitor.shared) this.setMember(provider ?? null).catch(this.#report)
  }

  get strings(): Strings | undefined {
    return this.#strings ?? DamsoChat.origin.strings
  }

  set strings(strings: Strings | undefined) {
    this.#strings = strings
    this.#changed()
  }

  /** What makes two elements one session. */
  get sessionKey(): unknown {
    return this.#visitor.joined ?? this.#visitor.key
  }

  connectedCallback(): void {
    this.#upgrade('tokenProvider')
    this.#upgrade('strings')
    clearTimeout(this.#away)
    if (!this.hasAttribute('mode')) this.setAttribute('mode', 'popup')
    if (isPopup(this) && !standsAlone(this)) return
    this.#listen()
    if (!this.#visitor.shared) void this.#start()
    this.#show()
    arrived(this)
  }

  disconnectedCallback(): void {
    this.#listening?.abort()
    this.#show()
    // The body was swapped (Turbo, Astro, View Transitions): what belongs to the page goes on in the next one.
    if (this.resident) queueMicrotask(() => this.resident && !this.isConnected && standInPage(this))
    else this.#away = setTimeout(() => this.#end(), AWAY)
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.#visitor.shared) return
    if (name.startsWith('token')) this.#visitor.use(undefined).catch(this.#report)
    else if (name === 'room' && now !== null) void this.openRoom({ key: now })
    else this.#changed()
  }

  /**
   * Shows the panel. A member who was signed out is asked for again.
   * @returns false: the page cancelled it, or the panel cannot come
   */
  async show(): Promise<boolean> {
    const opens = isPopup(this) && !(this.#open && this.#box.panel)
    if (opens && !this.#dispatch('damso-open', null, true)) return false
    if (opens) {
      this.#corner.openedFrom = document.activeElement
      if (this.resident) enterDialog(this)
    }
    const panel = await this.#reveal()
    if (!panel) return false
    await this.#visitor.askAgain('signed-out').catch(this.#report)
    if (opens) panel.focusFirst()
    return true
  }

  /** Closes a popup's panel; focus goes back to what opened it. */
  close(): void {
    if (!isPopup(this) || !this.#open) return
    this.#open = false
    this.#show()
    this.#corner.returnFocus(this)
    this.#dispatch('damso-close', null)
  }

  /** @returns whether it is open now */
  async toggle(): Promise<boolean> {
    if (!this.#open) return this.show()
    this.close()
    return this.#open
  }

  /**
   * Opens a room by its id, by the site's own key, or the direct room with a member.
   * @returns false: the page cancelled it, nobody is signed in, or there is no such room for this member
   */
  async openRoom(room: RoomName & RoomOptions, { draft = room.draft }: RoomOptions = {}): Promise<boolean> {
    if (!(await this.show())) return false
    await this.#visitor.shared?.session.token().catch(() => null)
    const { panel } = this.#box
    const shown = (await panel?.openRoom(room, draft)) ?? false
    if (shown && isPopup(this)) panel?.focusFirst()
    return shown
  }

  /**
   * Takes tokens from another source from now on. Another member is a full switch: nothing of the one before stays.
   * @throws {ClientFault} TOKEN_SOURCE
   */
  async setMember(source: TokenProvider | string | null): Promise<void> {
    if (source === null) this.close()
    await this.#visitor.use(typeof source === 'function' ? source : () => source)
  }

  /** Forgets the member; nothing of theirs stays in the page. */
  signOut(): void {
    this.close()
    this.#visitor.shared?.session.signOut()
  }

  /** With `storage="none"`: the visitor agrees, and what is kept in memory may be stored. */
  consent(): void {
    const { shared } = this.#visitor
    if (!shared) return
    shared.mayStore = true
    shared.storages?.allow()
  }

  /** Ends it for good: no socket, timer or listener stays. */
  destroy(): void {
    this.resident = false
    this.remove()
    clearTimeout(this.#away)
    this.#end()
  }

  async #start(): Promise<void> {
    const shared = this.#visitor.join()
    if (!isPopup(this)) {
      this.#open = true
      const panel = await this.#load()
      const room = this.getAttribute('room')
      if (room !== null) await panel?.openRoom({ key: room })
    }
    await idle()
    if (shared !== this.#visitor.shared) return
    await shared.session.token().catch(this.#report)
    this.#visitor.look()
    this.#known()
  }

  /** The panel, its session and all that waits are let go. */
  #end(): void {
    this.#listening?.abort()
    this.#open = false
    this.#greeted = null
    this.#stopBadge()
    this.#box.empty()
    this.#visitor.leave()
    this.#known()
    leavePopup(this)
  }

  #memberChanged(): void {
    const { member } = this.#visitor
    if (member !== this.#greeted) {
      this.#greeted = member
      this.#stopBadge()
      this.#setUnread(0)
      if (member !== null && isPopup(this)) void this.#greet(member).catch(this.#report)
    }
    this.#show()
  }

  /** What a member finds on each page: their unread count, and the panel as they left it. */
  async #greet(member: string): Promise<void> {
    const gone = () => this.#visitor.member !== member
    const room = this.#visitor.shared?.mayStore ? standsOpen(siteOf(this), member) : null
    if (room !== null && !this.#open) {
      await pageLoaded()
      if (gone()) return
      const panel = await this.#reveal()
      // Nobody asked for it on this page, so nobody has to read why it does not come.
      if (!panel) this.close()
      if (room !== '') await panel?.openRoom({ id: room })
    }
    await idle()
    if (gone()) return
    if (!this.#box.panel) {
      const total = await this.#visitor.unreadTotal(this.#server)
      if (gone()) return
      if (!this.#box.panel) this.#setUnread(total)
      await idle()
    }
    if (this.hasAttribute('live')) await this.#load()
    const { keepBadge } = await this.#loadPanel()
    if (gone() || this.#box.panel) return
    this.#stopBadge = keepBadge({
      server: this.#server,
      site: siteOf(this),
      member,
      ask: () => this.#visitor.unreadTotal(this.#server),
      onUnread: (total) => this.#setUnread(total),
    })
  }

  #changed(): void {
    this.#show()
    if (this.#corner.learned) this.#loadPanel().catch(this.#report)
  }

  async #loadPanel(): Promise<PanelModule & FrameModule> {
    try {
      const module = await DamsoChat.origin.loadPanel()
      // A panel without words would be an empty box.
      this.#corner.learned = await module.termsOf(this, module.loadLocale)
      this.#show()
      return module
    } catch (cause) {
      throw new ClientFault('LOAD', `${this.#server} did not give the panel`, { cause })
    }
  }

  async #reveal(): Promise<MountedPanel | undefined> {
    if (!this.#open) this.#box.animate()
    this.#open = true
    this.#show()
    return this.#load()
  }

  async #load(): Promise<MountedPanel | undefined> {
    try {
      return await this.#box.load(() => this.#bring())
    } catch (error) {
      this.#report(error)
      this.#box.fail(this.#corner.terms(langOf(this)).failedToLoad)
      return undefined
    } finally {
      this.#stopBadge()
      this.#show()
    }
  }

  async #bring(): Promise<MountedPanel> {
    const module = await this.#loadPanel()
    const { shared } = this.#visitor
    if (!shared) throw new ClientFault('LOAD', 'the chat was removed')
    return module.frame(module.mount, {
      chat: this,
      root: this.#root,
      box: this.#box.element,
      shared,
      server: this.#server,
      onUnread: (total) => this.#setUnread(total),
      onFault: this.#report,
    })
  }

  get #server(): string {
    return serverOf(this, DamsoChat.origin.server)
  }

  /** Brings everything on the screen in line with what is so. */
  #show(): void {
    this.#look.update()
    this.#box.show(this.#open)
    if (isPopup(this) && (this.member !== null || this.#open)) this.#corner.show(langOf(this), this.#open, this.#unread)
    else this.#corner.hide()
    this.#box.panel?.update()
  }

  #setUnread(total: number): void {
    if (total === this.#unread) return
    this.#unread = total
    this.#show()
    this.#dispatch('damso-unread', { total })
  }

  #listen(): void {
    this.#listening?.abort()
    this.#listening = new AbortController()
    const { signal } = this.#listening
    const wake = () => {
      if (document.visibilityState === 'visible') this.#visitor.askAgain('failed').catch(this.#report)
    }
    // An async script may run before the page's style sheets say which color-scheme is inherited.
    addEventListener('load', () => this.#show(), { signal })
    addEventListener('online', wake, { signal })
    if (this.resident) this.closest('dialog')?.addEventListener('close', () => standInPage(this), { signal })
    document.addEventListener('visibilitychange', wake, { signal })
    // A page that comes back from the cache: somebody else may have signed in meanwhile.
    addEventListener(
      'pageshow',
      ({ persisted }) => persisted && this.#visitor.shared?.session.renew().catch(this.#report),
      { signal },
    )
  }

  #dispatch<T extends keyof DamsoEventMap>(type: T, detail: DamsoEventMap[T]['detail'], cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }))
  }

  /** A property set before the element was defined hides the accessor: set it again. */
  #upgrade(name: 'tokenProvider' | 'strings'): void {
    if (!Object.hasOwn(this, name)) return
    const value = this[name]
    Reflect.deleteProperty(this, name)
    Reflect.set(this, name, value)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-chat': DamsoChat
  }
}
