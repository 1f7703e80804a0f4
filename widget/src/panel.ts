/**
 * The panel's module: what the loader imports when the chat is opened.
 * @module
 */
import type { Client } from './client/index.ts'
import { DamsoPanel } from './elements/panel/panel.ts'
import { loadLocale } from './locales/locale.ts'

export { loadLocale }

export interface PanelModule {
  mount: typeof mount
  loadLocale: typeof loadLocale
}

/** Puts a panel into a place of the page. */
export function mount(place: Element, client: Client): { element: DamsoPanel; end: () => void } {
  const element = new DamsoPanel()
  element.client = client
  place.append(element)
  return {
    element,
    /** Its rooms are let go; the client stays the page's. */
    end() {
      element.remove()
      element.client = undefined
      void element.openRoom(null)
    },
  }
}
