import { createApi } from '../client/api.ts'
import { ClientFault } from '../client/client-fault.ts'
import { UnreadTotal } from '../client/operations/generated/operations.ts'
import { Session } from '../client/session.ts'
import { type TokenProvider, tokenFromUrl } from '../client/token.ts'
import type { MountedPanel, PanelModule, RoomName } from '../panel.ts'
import { accentDeclarations } from './accent.ts'
import { chatStyles } from './chat.styles.ts'
import { fieldFocused, isolate } from './isolate.ts'
import type { DamsoLauncher } from './launcher.ts'
import { launcherLabel } from './launcher-label.ts'
import { createReporter } from './report.ts'
import { sheet } from './sheet.ts'

/** What the loader knows and an element does not: where it came from. */
export interface Origin {
  /** The server's address; ends in a slash. */
  server: string
  /** Brings the panel's module. */
  loadPanel: () => Promise<PanelModule>
}

const PHONE = '(width < 480px)'

/**
 * Chat rooms of a site. As a popup it is a launcher in the page's corner; inline it fills its own box, as a page the screen.
 * Before anyone opens it, a signed-in member costs one token and one query, anybody else one token at most.
 *
 * @attr {string} site - name of the site
 * @attr {string} token-url - same-origin URL that answers POST with `{"token": "…"}`, or 204 for signed out
 * @attr {string} token - a fixed token, for demos
 * @attr {popup|inline|page} mode - where it stands; popup if absent
 * @attr {string} lang - language; else the page's
 * @attr {light|dark|auto} theme - auto follows the inherited `color-scheme`, else the system
 * @attr {string} accent - any CSS colour; text on it is computed
 * @attr {left|right} position - corner of the launcher
 * @attr {string} room - the site's own key of the room to show
 * @attr {boolean} live - opens the socket in a visible tab before the panel is opened
 * @prop {TokenProvider} tokenProvider - gives tokens in place of `token-url`
 * @prop {boolean} open - whether the panel shows
 * @fires damso-open - the panel opens; cancelable
 * @fires damso-close - the panel closes
 * @fires damso-unread - `detail.total`: unread messages in all rooms
 * @fires damso-error - `detail.code`, `detail.message`; cancel it to keep the console quiet
 * @cssprop --damso-accent - the one colour
 * @cssprop --damso-surface - the ground
 * @cssprop --damso-font - font families
 * @cssprop --damso-z-index - of launcher and panel
 * @csspart launcher - the launcher's element
 * @csspart box - what holds the panel
 */
export class DamsoChat extends HTMLElement {
  static readonly observedAttributes = ['lang', 'theme', 'accent', 'room', 'mode']
  static origin: Origin

  tokenProvider: TokenProvider | undefined
  readonly #root = this.attachShadow({ mode: 'open' })
  readonly #frame = document.createElement('div')
  readonly #box = document.createElement('div')
  readonly #probe = document.createElement('i')
  /** Never an empty box: what it says where the panel does not come. */
  readonly #fault = document.createElement('p')
  readonly #accent = new CSSStyleSheet()
  readonly #viewport = new CSSStyleSheet()
  readonly #report = createReporter(this)
  #launcher: DamsoLauncher | undefined
  #session: Session | undefined
  #panel: Promise<MountedPanel> | undefined
  #mounted: MountedPanel | undefined
  #listening: AbortController | undefined
  #open = false
  #unread = 0
  #openedFrom: Element | null = null

  constructor() {
    super()
    this.#root.adoptedStyleSheets = [sheet(chatStyles), this.#accent, this.#viewport]
    this.#frame.className = 'root'
    this.#box.className = 'box'
    this.#box.hidden = true
    this.#box.setAttribute('part', 'box')
    this.#probe.className = 'probe'
    this.#frame.append(this.#probe, this.#box)
    this.#root.append(this.#frame)
    isolate(this.#root)
    this.#box.addEventListener('damso-panel', ({ what }) => {
      if (what.type === 'close') this.close()
      if (what.type === 'unread') this.#setUnread(what.total)
    })
  }

  /** Tells a page's shortcuts that somebody is writing here. */
  override get isContentEditable(): boolean {
    return fieldFocused(this.#root)
  }

  get open(): boolean {
    return this.#open
  }

  connectedCallback(): void {
    this.#upgrade('tokenProvider')
    if (!this.hasAttribute('mode')) this.setAttribute('mode', 'popup')
    this.#theme()
    this.#listen()
    if (!this.#session) void this.#start()
    this.#show()
  }

  disconnectedCallback(): void {
    this.#listening?.abort()
    this.#show()
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.isConnected) return
    if (name === 'theme' || name === 'accent') this.#theme()
    if (name === 'room' && now !== null) void this.openRoom({ key: now })
    else this.#show()
  }

  /** Shows the panel. A member who was signed out is asked for again. */
  async show(): Promise<void> {
    if (this.#popup && this.#open) return
    if (!this.#dispatch('damso-open', undefined, true)) return
    this.#openedFrom = document.activeElement
    this.#open = true
    this.#show()
    const panel = await this.#load()
    if (!panel) {
      this.close()
      return
    }
    if (this.#session?.state.value.status === 'signed-out') await this.#session.renew().catch(this.#report)
    panel.element.focusFirst()
  }

  close(): void {
    if (!this.#popup || !this.#open) return
    this.#open = false
    this.#show()
    const from = this.#openedFrom
    if (from instanceof HTMLElement && from.isConnected && from !== document.body && from !== this) from.focus()
    else this.#launcher?.focus()
    this.#dispatch('damso-close')
  }

  /** Opens a room by its id or by the site's own key. */
  async openRoom(room: RoomName): Promise<void> {
    const shown = this.show()
    const panel = await this.#load()
    await shown
    await panel?.element.openRoom(room)
  }

  /** Forgets the member; nothing of theirs stays in the page. */
  signOut(): void {
    this.#session?.signOut()
    this.close()
  }

  /** Ends it for good: no socket, timer or listener stays. */
  destroy(): void {
    this.#listening?.abort()
    this.#session?.signOut()
    this.#mounted?.end()
    this.remove()
  }

  get #popup(): boolean {
    return this.getAttribute('mode') === 'popup'
  }

  async #start(): Promise<void> {
    const { server } = DamsoChat.origin
    const session = new Session(this.#tokens())
    this.#session = session
    session.state.subscribe(() => {
      if (session.state.value.status !== 'signed-in') this.#setUnread(0)
      this.#show()
    })
    if (!this.#popup) {
      this.#open = true
      await this.#load()
      const room = this.getAttribute('room')
      if (room !== null) await this.#mounted?.element.openRoom({ key: room })
    }
    await idle()
    try {
      if ((await session.token()) === null || !this.#popup) return
      const api = createApi({ site: this.#site, server, session })
      const { viewer } = await api.request(UnreadTotal, {})
      if (!this.#mounted) this.#setUnread(viewer?.unreadTotal ?? 0)
      await idle()
      if (this.hasAttribute('live')) await this.#load()
      else await DamsoChat.origin.loadPanel()
    } catch (error) {
      this.#report(error)
      this.#show()
    }
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
    const { server, loadPanel } = DamsoChat.origin
    const module = await loadPanel().catch((cause) => {
      throw new ClientFault('LOAD', `${server} did not give the panel`, { cause })
    })
    const panel = module.mount(this.#box, {
      site: this.#site,
      server,
      session: this.#session ?? this.#tokens(),
      onFault: this.#report,
    })
    this.#mounted = panel
    this.#fault.remove()
    void this.#session?.token().catch(this.#report)
    this.#show()
    return panel
  }

  #tokens(): TokenProvider {
    if (this.tokenProvider) return () => this.tokenProvider?.() ?? null
    const url = this.getAttribute('token-url')
    if (url !== null) return tokenFromUrl(new URL(url, document.baseURI).href)
    const token = this.getAttribute('token')
    return () => token
  }

  get #lang(): string {
    return this.getAttribute('lang') || document.documentElement.lang || navigator.language
  }

  get #site(): string {
    return this.getAttribute('site') ?? ''
  }

  /** Brings everything on the screen in line with what is so. */
  #show(): void {
    const phone = matchMedia(PHONE).matches
    const lang = this.#lang
    const signedIn = this.#session?.state.value.status === 'signed-in'
    // Never an empty box: not before the panel is there, nor where it cannot come.
    this.#box.hidden = !(this.#open && this.#mounted)
    if (this.#popup) {
      this.#box.setAttribute('role', 'dialog')
      this.#box.toggleAttribute('aria-modal', phone)
    }
    this.#showLauncher(lang, signedIn)
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
    const accent = this.getAttribute('accent')
    const given = accent !== null && CSS.supports('color', accent) ? `.root { --damso-accent: ${accent} }` : ''
    this.#accent.replaceSync(given)
    const theme = this.getAttribute('theme')
    const inherited = getComputedStyle(this).colorScheme
    this.#frame.dataset.theme =
      theme === 'light' || theme === 'dark' ? theme : inherited === 'normal' || inherited === '' ? 'system' : 'inherit'
    if (getComputedStyle(this.#probe).getPropertyValue('--damso-accent') === '') return
    const { color } = getComputedStyle(this.#probe)
    this.#accent.replaceSync(`${given} .root { ${accentDeclarations(color)} }`)
  }

  #listen(): void {
    this.#listening?.abort()
    this.#listening = new AbortController()
    const { signal } = this.#listening
    const wake = () => {
      this.#show()
      if (document.visibilityState !== 'visible') return
      if (this.#session?.state.value.status === 'failed') this.#session.renew().catch(this.#report)
      this.#mounted?.wake()
    }
    addEventListener('online', wake, { signal })
    document.addEventListener('visibilitychange', wake, { signal })
    matchMedia(PHONE).addEventListener('change', () => this.#show(), { signal })
    // A phone's keyboard covers the layout viewport; what is left to see is the visual one.
    visualViewport?.addEventListener(
      'resize',
      () => this.#viewport.replaceSync(`.root { --_height: ${Math.round(visualViewport?.height ?? 0)}px }`),
      { signal },
    )
  }

  #dispatch(type: string, detail?: unknown, cancelable = false): boolean {
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
