/**
 * `import '@damso/widget'`: defines `<damso-chat>` in a browser and does nothing on a server.
 * @module
 */
import type { TokenProvider } from './client/token.ts'
import { createApi, type DamsoApi } from './loader/api.ts'
import { createPopup } from './loader/create-popup.ts'
import { define } from './loader/define.ts'
import { standInPage } from './loader/page-place.ts'
import type { Settings } from './loader/settings.ts'

export type { ConnectionState } from './client/connection.ts'
export type { TokenProvider } from './client/token.ts'
export type { Call, DamsoApi } from './loader/api.ts'
export type { DamsoChatAttributes } from './loader/attributes.ts'
export type { DamsoChat } from './loader/damso-chat.ts'
export type { DamsoEventMap, RoomRef } from './loader/events.ts'
export type { ErrorDetail } from './loader/report.ts'
export type { RoomName, RoomOptions } from './loader/room-name.ts'
export type { Settings } from './loader/settings.ts'
export type { Strings } from './locales/strings.ts'
export type { Terms } from './locales/terms.ts'

export interface ChatOptions extends Settings {
  /** The server's address. @default the page's own origin */
  server?: string
  /** Gives tokens in place of `tokenUrl`. */
  tokenProvider?: TokenProvider
}

const inBrowser = 'customElements' in globalThis

async function loadPanel() {
  const [panel, frame] = await Promise.all([import('./panel.ts'), import('./frame/frame.ts')])
  return { ...panel, ...frame }
}

const loadCard = () => import('./fault-card/fault-card.ts')

if (inBrowser) define({ server: new URL('/', document.baseURI).href, loadPanel, loadCard })

/** Puts a popup into the page and answers the page's own buttons; what it returns is what `window.damso` is to a script tag. */
export function createChat({ tokenProvider, ...settings }: ChatOptions): DamsoApi {
  if (!inBrowser) throw new Error('createChat puts an element into a page: call it in a browser, after mounting')
  const popup = createPopup(settings)
  popup.tokenProvider = tokenProvider
  const api = createApi(undefined, popup)
  standInPage(popup)
  return api
}
