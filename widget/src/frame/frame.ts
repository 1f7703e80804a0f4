/**
 * What stands around an open panel: the page's client behind it, what the element says to it, measures, a phone's keyboard, what
 * keeps typing from the page, and what tells the page of the panel. It comes with the panel, side by side.
 * @module
 */
import { createClient } from '../client/create-client.ts'
import type { DamsoChat } from '../loader/damso-chat.ts'
import { isPopup, langOf, siteOf } from '../loader/given.ts'
import type { RoomName } from '../loader/room-name.ts'
import type { SharedSession } from '../loader/shared-session.ts'
import { sheet } from '../loader/sheet.ts'
import type { PanelModule } from '../panel.ts'
import { AccentInk } from './accent-ink.ts'
import { takeBack } from './back.ts'
import { keepBadge, tellBadges } from './badge.ts'
import { openStorages } from './consent-storage.ts'
import { forwardSlots } from './forward-slots.ts'
import { frameStyles } from './frame.styles.ts'
import { fieldFocused, isolate } from './isolate.ts'
import { PageState } from './page-state.ts'
import { tellPage } from './tell-page.ts'
import { termsOf } from './terms-of.ts'

export { termsOf }

/** A panel in its place, as the element knows it. */
export interface MountedPanel {
  /** Somebody has one of our fields in use. */
  readonly writing: boolean
  /** The element's attributes, or whether it can be seen, have changed. */
  update(): void
  openRoom(room: RoomName, draft?: string): Promise<boolean>
  focusFirst(): void
  end(): void
}

export { keepBadge }

export interface FrameModule {
  frame: typeof frame
  keepBadge: typeof keepBadge
  termsOf: typeof termsOf
}

export interface FrameOptions {
  chat: DamsoChat
  root: ShadowRoot
  /** What holds the panel. */
  box: HTMLElement
  shared: SharedSession
  server: string
  onUnread: (total: number) => void
  onFault: (error: unknown) => void
}

/** Where the panel takes the whole screen. */
const phone = matchMedia('(width < 480px)')

/** @param mount of the panel's module */
export function frame(mount: PanelModule['mount'], options: FrameOptions): MountedPanel {
  const { chat, root, box, shared, server, onUnread, onFault } = options
  const site = siteOf(chat)
  const listening = new AbortController()
  const { signal } = listening
  const viewport = new CSSStyleSheet()
  const accent = new CSSStyleSheet()
  const sheets = [sheet(frameStyles), viewport, accent]
  root.adoptedStyleSheets.push(...sheets)
  isolate(root, signal)
  const ink = new AccentInk(box.parentElement ?? box, accent, signal)

  shared.storages ??= openStorages(shared.mayStore)
  const state = new PageState(shared, site)
  const save = () => isPopup(chat) && state.save(chat.open)
  const unread = (total: number) => {
    onUnread(total)
    const { member } = state
    if (member !== undefined) tellBadges({ server, site, member }, total)
  }
  tellPage({ chat, box, state, onUnread: unread, onTold: save, signal })
  // Panels of one session share its client.
  shared.client ??= createClient({
    ...{ site, server, onFault, session: shared.session, tabs: true },
    ...{ storage: shared.storages.local, draftStorage: shared.storages.tab },
  })
  const panel = mount(box, shared.client)
  forwardSlots(panel.element, signal)
  void shared.session.token().catch(onFault)

  const connection = () => shared.client?.chat.value?.connection
  const takesBack = takeBack(root, () => panel.element.shadowRoot?.querySelector('.panel'))
  function update(): void {
    save()
    ink.update()
    const { element } = panel
    element.lang = langOf(chat)
    element.strings = chat.strings
    element.mode = isPopup(chat) ? 'popup' : chat.getAttribute('mode') === 'inline' ? 'inline' : 'page'
    element.closable = isPopup(chat) && phone.matches
    takesBack(chat.open && chat.isConnected && element.closable)
    standInDialog(chat, box.parentElement as HTMLElement)
    element.shown = chat.open && chat.isConnected && document.visibilityState === 'visible'
  }
  const wake = () => {
    update()
    if (document.visibilityState === 'visible') connection()?.wake()
  }
  addEventListener('online', wake, { signal })
  document.addEventListener('visibilitychange', wake, { signal })
  phone.addEventListener('change', update, { signal })
  // What is open keeps a page out of the back/forward cache. Meanwhile somebody else may have signed in.
  addEventListener('pagehide', () => shared.client?.pause(), { signal })
  addEventListener(
    'pageshow',
    async ({ persisted }) => {
      if (!persisted) return
      await shared.session.renew().catch(() => {})
      if (!signal.aborted) shared.client?.resume()
    },
    { signal },
  )
  const fit = () => visualViewport && viewport.replaceSync(`.root { ${leftToSee(visualViewport)} }`)
  for (const type of ['resize', 'scroll']) visualViewport?.addEventListener(type, fit, { signal })
  update()
  return {
    get writing() {
      return fieldFocused(root)
    },
    update,
    openRoom: (room, draft) => panel.element.openRoom(room, draft, state.placeIn(room)),
    focusFirst: () => void panel.element.focusFirst(),
    end() {
      listening.abort()
      ink.end()
      takesBack(false)
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => !sheets.includes(one))
      panel.end()
    },
  }
}

/** What a phone's keyboard leaves of the screen: it covers the layout viewport. A view that is magnified by pinching covers nothing. */
function leftToSee({ height, offsetTop, scale }: VisualViewport): string {
  const top = scale > 1.01 ? 0 : Math.round(offsetTop)
  return `--_height: ${Math.round(height * scale)}px; --_top: ${top}px`
}

/** In a dialog of the page the popup is in the top layer too: a dialog that moves or clips what is in it leaves it alone. */
function standInDialog(chat: Element, place: HTMLElement): void {
  if (!isPopup(chat) || !chat.isConnected || chat.closest('dialog') === null) place.popover = null
  else if (!place.matches(':popover-open')) {
    place.popover = 'manual'
    place.showPopover()
  }
}
