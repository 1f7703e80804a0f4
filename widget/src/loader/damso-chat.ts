import { createApi } from '../client/api.ts'
import { ClientFault } from '../client/client-fault.ts'
import type { ConnectionState } from '../client/connection.ts'
import { UnreadTotal } from '../client/operations/generated/operations.ts'
import { type TokenProvider, tokenFromUrl } from '../client/token.ts'
import type { Frame, FrameModule } from '../frame/frame.ts'
import type { MountedPanel, PanelModule } from '../panel.ts'
import { applyTheme } from './apply-theme.ts'
import { chatStyles } from './chat.styles.ts'
import { arrived, currentPopup, setPopup } from './current.ts'
import { ElementBase } from './element-base.ts'
import type { DamsoEventMap } from './events.ts'
import type { DamsoLauncher } from './launcher.ts'
import { launcherLabel } from './launcher-label.ts'
import { pageStateKey } from './page-state-key.ts'
import { createReporter } from './report.ts'
import type { RoomName, RoomOptions } from './room-name.ts'
import { join, leave, type SharedSession } from './shared-session.ts'
import { sheet } from './sheet.ts'

/** What the loader knows and an element does not: where it came from. */
export interface Origin {
  /** The server's address; ends in a slash. */
  server: string
  /** Brings the panel's module, and that of what stands around it. */
  loadPanel: () => Promise<PanelModule & FrameModule>
}

const PHONE = '(width < 480px)'
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
 * @attr {string} room - the site's own key of the room to show
 * @attr {boolean} live - opens the socket in a visible tab before the panel is opened
 * @attr {none} storage - keeps everything in memory until `consent()`
 * @prop {TokenProvider} tokenProvider - gives tokens in place of `token-url`
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
 * @fires damso-error - `detail.code`, `detail.message`; cancel it to keep the console quiet
 * @cssprop --damso-accent - the one colour
 * @cssprop --damso-surface - the ground
 * @cssprop --damso-font - font families
 * @cssprop --damso-z-index - of launcher and panel
 * @csspart launcher - the launcher's element
 * @csspart box - what holds the panel
 */
export class DamsoChat extends ElementBase {
  static readonly observedAttributes = ['lang', 'theme', 'accent', 'room', 'mode', 'token-url', 'token']
  static origin: Origin

  /** It belongs to the page: taken out of it, it comes back. */
  resident = false
  readonly ready: Promise<void>
  readonly #root = this.attachShadow({ mode: 'open' })
  readonly #frame = document.createElement('div')
  readonly #box = document.createElement('div')
  readonly #probe = document.createElement('i')
  /** Never an empty box: what it says where the panel does not come. */
  readonly #fault = document.createElement('p')
  readonly #accent = new CSSStyleSheet()
  readonly #report = createReporter(this)
  #launcher: DamsoLauncher | undefined
  #shared: SharedSession | undefined
  #provider: TokenProvider | undefined
  /** What it joined its session by; its member may have been set since. */
  #joined: unknown
  #member: string | null = null
  #known = () => {}
  #stop = () => {}
  #away: ReturnType<typeof setTimeout> | undefined
  #panel: Promise<MountedPanel> | undefined
  #mounted: MountedPanel | undefined
  #around: Frame | undefined
  #listening: AbortController | undefined
  #open = false
  #unread = 0
  #openedFrom: Element | null = null

  constructor() {
    super()
    this.ready = new Promise((resolve) => {
      this.#known = resolve
    })
    this.#root.adoptedStyleSheets = [sheet(chatStyles), this.#accent]
    this.#frame.className = 'root'
    this.#box.className = 'box'
    this.#box.hidden = true
    this.#box.setAttribute('part', 'box')
    this.#probe.className = 'probe'
    this.#frame.append(this.#probe, this.#box)
    this.#root.append(this.#frame)
    this.#box.addEventListener('animationend', () => this.#box.classList.remove('opening'))
  }

  /** Tells a page's shortcuts that somebody is writing here. */
  override get isContentEditable(): boolean {
    return this.#around?.writing ?? false
  }

  get open(): boolean {
    return this.#open
  }

  get unread(): number {
    return this.#unread
  }

  get connection(): ConnectionState {
    return this.#shared?.client?.chat.value?.connection.state.value ?? 'off'
  }

  get member(): string | null {
    return this.#member
  }

  get tokenProvider(): TokenProvider | undefined {
    return this.#provider
  }

  set tokenProvider(provider: TokenProvider | undefined) {
    this.#provider = provider
    if (this.#shared) this.setMember(provider ?? null).catch(this.#report)
  }

  connectedCallback(): void {
    this.#upgrade('tokenProvider')
    clearTimeout(this.#away)
    if (!this.hasAttribute('mode')) this.setAttribute('mode', 'popup')
    if (this.#popup && !this.#standsAlone()) return
    this.#theme()
    this.#listen()
    if (!this.#shared) void this.#start()
    this.#show()
    arrived(this)
  }

  disconnectedCallback(): void {
    this.#listening?.abort()
    this.#show()
    // The body was swapped (Turbo, Astro, View Transitions): what belongs to the page goes on in the next one.
    if (this.resident) queueMicrotask(() => this.resident && !this.isConnected && document.body.append(this))
    else this.#away = setTimeout(() => this.#end(), AWAY)
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.#shared) return
    if (name === 'theme' || name === 'accent') this.#theme()
    if (name.startsWith('token')) {
      this.#provider = undefined
      this.#use(this.#tokens()).catch(this.#report)
    } else if (name === 'room' && now !== null) void this.openRoom({ key: now })
    else this.#show()
  }

  /**
   * Shows the panel. A member who was signed out is asked for again.
   * @returns false: the page cancelled it, or the panel cannot come
   */
  async show(): Promise<boolean> {
    const opens = this.#popup && !(this.#open && this.#mounted)
    if (opens && !this.#dispatch('damso-open', null, true)) return false
    if (opens) this.#openedFrom = document.activeElement
    const panel = await this.#reveal()
    if (!panel) return false
    if (this.#shared?.session.state.value.status === 'signed-out')
      await this.#shared.session.renew().catch(this.#report)
    if (opens) void panel.element.focusFirst()
    return true
  }

  /** Closes a popup's panel; focus goes back to what opened it. */
  close(): void {
    if (!this.#popup || !this.#open) return
    this.#open = false
    this.#show()
    const from = this.#openedFrom
    if (from instanceof HTMLElement && from.isConnected && from !== document.body && from !== this) from.focus()
    else this.#launcher?.focus()
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
    await this.#shared?.session.token().catch(() => null)
    const panel = this.#mounted?.element
    const shown = (await panel?.openRoom(room, draft)) ?? false
    if (shown && this.#popup) void panel?.focusFirst()
    return shown
  }

  /**
   * Takes tokens from another source from now on. Another member is a full switch: nothing of the one before stays.
   * @throws {ClientFault} TOKEN_SOURCE
   */
  async setMember(source: TokenProvider | string | null): Promise<void> {
    this.#provider = typeof source === 'function' ? source : () => source
    if (source === null) this.close()
    await this.#use(this.#provider)
  }

  /** Forgets the member; nothing of theirs stays in the page. */
  signOut(): void {
    this.close()
    this.#shared?.session.signOut()
  }

  /** With `storage="none"`: the visitor agrees, and what is kept in memory may be stored. */
  consent(): void {
    if (!this.#shared) return
    this.#shared.mayStore = true
    this.#shared.storages?.allow()
  }

  /** Ends it for good: no socket, timer or listener stays. */
  destroy(): void {
    this.resident = false
    this.remove()
    clearTimeout(this.#away)
    this.#end()
  }

  get #popup(): boolean {
    return this.getAttribute('mode') === 'popup'
  }

  /** One popup in a document. The one that is there goes on in place of one that means the same, as after a body swap. */
  #standsAlone(): boolean {
    const other = currentPopup()
    if (other && other !== this && other.#joined === this.#key) {
      if (other.isConnected) this.remove()
      else {
        for (const { name, value } of this.attributes) other.setAttribute(name, value)
        this.replaceWith(other)
      }
      return false
    }
    if (other !== this) other?.destroy()
    setPopup(this)
    return true
  }

  /** What makes two elements one session. */
  get #key(): unknown {
    return (
      this.#provider ?? JSON.stringify(['server', 'site', 'token-url', 'token'].map((name) => this.getAttribute(name)))
    )
  }

  async #use(provider: TokenProvider): Promise<void> {
    const { session } = this.#shared ?? {}
    session?.use(provider)
    await session?.renew()
  }

  async #start(): Promise<void> {
    this.#joined = this.#key
    const shared = join(this.#joined, this.#tokens(), this.getAttribute('storage') !== 'none')
    this.#shared = shared
    this.#stop = shared.session.state.subscribe(() => this.#memberChanged())
    if (!this.#popup) {
      this.#open = true
      await this.#load()
      const room = this.getAttribute('room')
      if (room !== null) await this.#mounted?.element.openRoom({ key: room })
    }
    await idle()
    if (shared !== this.#shared) return
    await shared.session.token().catch(this.#report)
    this.#memberChanged()
    this.#known()
  }

  /** The panel, its session and all that waits are let go; the last element of a session ends that. */
  #end(): void {
    this.#listening?.abort()
    this.#stop()
    this.#around?.end()
    this.#mounted?.end()
    if (this.#shared) leave(this.#shared)
    this.#shared = this.#panel = this.#mounted = this.#around = undefined
    this.#open = false
    this.#member = null
    this.#known()
    if (currentPopup() === this) setPopup(undefined)
  }

  #memberChanged(): void {
    const state = this.#shared?.session.state.value
    const member = state?.status === 'signed-in' ? state.member : null
    if (member !== this.#member) {
      this.#member = member
      this.#setUnread(0)
      if (member !== null && this.#popup) void this.#greet(member).catch(this.#report)
    }
    this.#show()
  }

  /** What a member finds on each page: their unread count, and the panel as they left it. */
  async #greet(member: string): Promise<void> {
    const shared = this.#shared
    const room = shared?.mayStore ? stored(pageStateKey(this.#site, member)) : null
    if (room !== null && !this.#open) {
      // A page's own scripts come first: they may have something to say of what opens.
      if (document.readyState !== 'complete')
        await new Promise((resolve) =>
          ['DOMContentLoaded', 'load'].map((type) => addEventListener(type, resolve, { once: true })),
        )
      if (this.#member !== member) return
      const panel = await this.#reveal()
      if (room !== '') await panel?.element.openRoom({ id: room })
    }
    await idle()
    if (!shared || this.#member !== member) return
    if (!this.#mounted) {
      const api = createApi({ site: this.#site, server: this.#server, session: shared.session })
      const { viewer } = await api.request(UnreadTotal, {})
      if (this.#member !== member) return
      if (!this.#mounted) this.#setUnread(viewer?.unreadTotal ?? 0)
      await idle()
    }
    if (this.hasAttribute('live')) await this.#load()
    else await DamsoChat.origin.loadPanel()
  }

  async #reveal(): Promise<MountedPanel | undefined> {
    // Only now, not where the page moves it.
    if (!this.#open) this.#box.classList.add('opening')
    this.#open = true
    this.#theme()
    this.#show()
    const panel = await this.#load()
    if (!panel) this.close()
    return panel
  }

  /** Loads the panel once and puts it into its box. */
  #load(): Promise<MountedPanel | undefined> {
    this.#panel ??= this.#mount()
    return this.#panel.catch((error) => {
      this.#panel = undefined
      this.#report(error)
      this.#fault.textContent = launcherLabel(this.#lang, true, 0, 'fault')
      this.#box.append(this.#fault)
      return undefined
    })
  }

  async #mount(): Promise<MountedPanel> {
    const server = this.#server
    const { loadPanel } = DamsoChat.origin
    const module = await loadPanel().catch((cause) => {
      throw new ClientFault('LOAD', `${server} did not give the panel`, { cause })
    })
    if (!this.#shared) throw new ClientFault('LOAD', 'the chat was removed')
    this.#shared.storages ??= module.openStorages(this.#shared.mayStore)
    const panel = module.mount(this.#box, this.#shared, { site: this.#site, server, onFault: this.#report })
    this.#around = module.frame({
      chat: this,
      root: this.#root,
      box: this.#box,
      shared: this.#shared,
      site: this.#site,
      onUnread: (total) => this.#setUnread(total),
      onFault: this.#report,
    })
    this.#mounted = panel
    this.#fault.remove()
    void this.#shared.session.token().catch(this.#report)
    this.#show()
    return panel
  }

  #tokens(): TokenProvider {
    if (this.#provider) return this.#provider
    const url = this.getAttribute('token-url')
    if (url !== null) return tokenFromUrl(new URL(url, document.baseURI).href)
    const token = this.getAttribute('token')
    return () => token
  }

  get #lang(): string {
    return this.getAttribute('lang') || document.documentElement.lang || navigator.language
  }

  get #server(): string {
    const server = this.getAttribute('server') ?? DamsoChat.origin.server
    return server.endsWith('/') ? server : `${server}/`
  }

  get #site(): string {
    return this.getAttribute('site') ?? ''
  }

  /** Brings everything on the screen in line with what is so. */
  #show(): void {
    const phone = matchMedia(PHONE).matches
    const lang = this.#lang
    const signedIn = this.#member !== null
    // Never an empty box: not before the panel is there, nor where it cannot come.
    this.#box.hidden = !(this.#open && this.#box.firstChild)
    if (this.#popup) {
      this.#box.setAttribute('role', 'dialog')
      this.#box.toggleAttribute('aria-modal', phone)
    }
    this.#showLauncher(lang, signedIn)
    this.#around?.save(this.#open)
    const { element } = this.#mounted ?? {}
    if (!element) return
    element.lang = lang
    element.mode = this.#popup ? 'popup' : this.getAttribute('mode') === 'inline' ? 'inline' : 'page'
    element.closable = this.#popup && phone
    element.shown = this.#open && this.isConnected && document.visibilityState === 'visible'
  }

  #showLauncher(lang: string, signedIn: boolean): void {
    if (!this.#popup || !(signedIn || this.#open)) {
      if (this.#launcher) this.#launcher.hidden = true
      return
    }
    if (!this.#launcher) {
      this.#launcher = document.createElement('damso-launcher')
      this.#launcher.setAttribute('part', 'launcher')
      this.#launcher.addEventListener('click', () => (this.#open ? this.close() : void this.show()))
      this.#frame.append(this.#launcher)
    }
    this.#launcher.hidden = false
    const label = launcherLabel(lang, this.#open, this.#unread)
    this.#box.setAttribute('aria-label', launcherLabel(lang, true, 0, 'panel'))
    this.#launcher.update({ open: this.#open, unread: this.#unread, label })
  }

  #setUnread(total: number): void {
    if (total === this.#unread) return
    this.#unread = total
    this.#show()
    this.#dispatch('damso-unread', { total })
  }

  #theme(): void {
    applyTheme({ chat: this, frame: this.#frame, probe: this.#probe, accent: this.#accent })
  }

  #listen(): void {
    this.#listening?.abort()
    this.#listening = new AbortController()
    const { signal } = this.#listening
    const wake = () => {
      this.#show()
      if (document.visibilityState !== 'visible') return
      const { session, client } = this.#shared ?? {}
      if (session?.state.value.status === 'failed') session.renew().catch(this.#report)
      client?.chat.value?.connection.wake()
    }
    // An async script may run before the page's style sheets say which color-scheme is inherited.
    addEventListener('load', () => this.#theme(), { signal })
    addEventListener('online', wake, { signal })
    document.addEventListener('visibilitychange', wake, { signal })
    matchMedia(PHONE).addEventListener('change', () => this.#show(), { signal })
  }

  #dispatch<T extends keyof DamsoEventMap>(type: T, detail: DamsoEventMap[T]['detail'], cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }))
  }

  /** A property set before the element was defined hides the accessor: set it again. */
  #upgrade(name: 'tokenProvider'): void {
    if (!Object.hasOwn(this, name)) return
    const value = this[name]
    Reflect.deleteProperty(this, name)
    this[name] = value
  }
}

function stored(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

const idle = () =>
  new Promise<void>((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 3_000 })
    else setTimeout(resolve, 200)
  })

declare global {
  interface HTMLElementTagNameMap {
    'damso-chat': DamsoChat
    'damso-launcher': DamsoLauncher
  }
}
