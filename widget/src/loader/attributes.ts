import type { DamsoEventMap } from './events.ts'

/** Attributes of `<damso-chat>`, for the typings of frameworks. */
export interface DamsoChatAttributes {
  /** Name of the site. */
  site?: string
  /** The server's address, where the element came from a package. */
  server?: string
  /** Same-origin URL that answers POST with `{"token": "…"}`, or 204 for signed out. */
  'token-url'?: string
  /** A fixed token, for demos. */
  token?: string
  /** Where it stands. @default popup */
  mode?: 'popup' | 'inline' | 'page'
  /** @default the page's */
  lang?: string
  /** @default auto */
  theme?: 'light' | 'dark' | 'auto'
  /** Any CSS colour; text on it is computed. */
  accent?: string
  /** Corner of the launcher. @default right */
  position?: 'left' | 'right'
  /** More in less room. */
  density?: 'compact'
  /** The site's own key of the room to show. */
  room?: string
  /** Opens the socket in a visible tab before the panel is opened. */
  live?: boolean
  /** Keeps everything in memory until `consent()`. */
  storage?: 'none'
  /** A card that says how to mend a fault. @default on localhost */
  debug?: boolean | 'false'
}

/** Listeners by the names that a framework gives them. */
export type ReactListeners = { [T in keyof DamsoEventMap as `on${T}`]?: (event: DamsoEventMap[T]) => void }

export type VueListeners = {
  [T in keyof DamsoEventMap as T extends `damso-${infer Name}` ? `onDamso${Capitalize<Name>}` : never]?: (
    event: DamsoEventMap[T],
  ) => void
}
