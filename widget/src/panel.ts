/**
 * The panel's module: what the loader imports when the chat is opened.
 * @module
 */
import { type ClientOptions, createClient } from './client/index.ts'
import { DamsoPanel } from './elements/panel/panel.ts'
import type { SharedSession } from './loader/shared-session.ts'
import { type Locale, loadLocale } from './locales/locale.ts'

export interface PanelModule {
  mount: typeof mount
  loadWords: typeof loadWords
}

/** A panel without words would be an empty box. @throws where neither the language nor English can be loaded */
export const loadWords = (lang: string): Promise<Locale> => loadLocale(lang).catch(() => loadLocale('en'))

/** Puts a panel into a place of the page. Panels of one session share its client. */
export function mount(
  place: Element,
  shared: SharedSession,
  options: Pick<ClientOptions, 'site' | 'server' | 'onFault'>,
): { element: DamsoPanel; end: () => void } {
  const { session, storages } = shared
  shared.client ??= createClient({
    ...options,
    session,
    storage: storages?.local,
    draftStorage: storages?.tab,
    tabs: true,
  })
  const element = new DamsoPanel()
  element.client = shared.client
  place.append(element)
  return {
    element,
    /** Its rooms are let go; the client stays the page's. */
    end() {
      element.remove()
      void element.openRoom(null)
    },
  }
}
