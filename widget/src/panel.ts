/**
 * The panel's module: what the loader imports when the chat is opened.
 * @module
 */
import { type ClientOptions, createClient } from './client/index.ts'
import { DamsoPanel } from './elements/panel/panel.ts'

/** A room by its id, or by the site's own key. */
export type RoomName = { id: string } | { key: string }

export interface MountedPanel {
  element: DamsoPanel
  /** The network or the page came back. */
  wake(): void
  end(): void
}

export interface PanelModule {
  mount: typeof mount
}

/** Puts a panel into a place of the page. */
export function mount(place: Element, options: Omit<ClientOptions, 'storage' | 'tabs'>): MountedPanel {
  const client = createClient({ ...options, storage: localStorageOf(), tabs: true })
  const element = new DamsoPanel()
  element.client = client
  place.append(element)
  return {
    element,
    wake: () => client.chat.value?.connection.wake(),
    end() {
      client.end()
      element.remove()
    },
  }
}

/** Asking for it throws where the page's storage is blocked. */
function localStorageOf(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
