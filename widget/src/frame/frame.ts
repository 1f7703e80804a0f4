/**
 * What stands around an open panel: measures, a phone's keyboard, what keeps typing from the page, and what tells the page of
 * the panel. It comes with the panel.
 * @module
 */
import type { DamsoChat } from '../loader/damso-chat.ts'
import type { SharedSession } from '../loader/shared-session.ts'
import { sheet } from '../loader/sheet.ts'
import { openStorages } from './consent-storage.ts'
import { frameStyles } from './frame.styles.ts'
import { fieldFocused, isolate } from './isolate.ts'
import { PageState } from './page-state.ts'

export interface Frame {
  /** Somebody has one of our fields in use. */
  readonly writing: boolean
  /** A popup opened or closed. */
  save(open: boolean): void
  end(): void
}

export { openStorages }

export interface FrameModule {
  frame: typeof frame
  openStorages: typeof openStorages
}

export interface FrameOptions {
  chat: DamsoChat
  root: ShadowRoot
  /** What holds the panel. */
  box: HTMLElement
  shared: SharedSession
  site: string
  onUnread: (total: number) => void
  onFault: (error: unknown) => void
}

export function frame({ chat, root, box, shared, site, onUnread, onFault }: FrameOptions): Frame {
  const listening = new AbortController()
  const { signal } = listening
  const viewport = new CSSStyleSheet()
  const sheets = [sheet(frameStyles), viewport]
  const state = new PageState(shared, site)
  const connection = () => shared.client?.chat.value?.connection
  const save = (open: boolean) => {
    if (chat.getAttribute('mode') === 'popup') state.save(open)
  }

  root.adoptedStyleSheets.push(...sheets)
  isolate(root, signal)
  box.addEventListener(
    'damso-panel',
    (event) => {
      const { what, cancelable } = event
      if (what.type === 'close') chat.close()
      else if (what.type === 'unread') onUnread(what.total)
      else if (what.type === 'left') state.room = null
      else if ('detail' in what) {
        const { type, detail } = what
        const told = new CustomEvent(`damso-${type}`, { detail, bubbles: true, composed: true, cancelable })
        if (!chat.dispatchEvent(told)) event.preventDefault()
        else if (type === 'room') state.room = detail.room.id
      }
      save(chat.open)
    },
    { signal },
  )
  // An open socket keeps a page out of the back/forward cache. Meanwhile somebody else may have signed in.
  addEventListener('pagehide', () => connection()?.pause(), { signal })
  addEventListener(
    'pageshow',
    async ({ persisted }) => {
      if (!persisted) return
      await shared.session.renew().catch(onFault)
      connection()?.open()
    },
    { signal },
  )
  // A phone's keyboard covers the layout viewport; what is left to see is the visual one.
  visualViewport?.addEventListener(
    'resize',
    () => viewport.replaceSync(`.root { --_height: ${Math.round(visualViewport?.height ?? 0)}px }`),
    { signal },
  )
  return {
    get writing() {
      return fieldFocused(root)
    },
    save,
    end() {
      listening.abort()
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => !sheets.includes(one))
    },
  }
}
