import type { Strings } from '../locales/strings.ts'

/** How an owner sets the widget up: by `data-*` on the script, its query, or `window.damso` before it loads. */
export interface Settings {
  /** Name of the site. */
  site?: string
  /** Same-origin URL that gives tokens (POST). */
  tokenUrl?: string
  /** A fixed token: for demos only, it ends. */
  token?: string
  /** BCP 47 tag. @default the page's */
  lang?: string
  /** @default auto */
  theme?: string
  /** Any CSS colour. */
  accent?: string
  /** Corner of the launcher. @default right */
  position?: string
  /** `compact`: more in less room. */
  density?: string
  /** Opens the socket in a visible tab before anyone opens the panel. */
  live?: string
  /** `none` keeps everything in memory until `consent()`. */
  storage?: string
  /** Shows a card that says how to mend a fault; `false`: not even on localhost. */
  debug?: string | boolean
  /** The owner's own sentences. */
  strings?: Strings
}

const names = [
  'site',
  'tokenUrl',
  'token',
  'lang',
  'theme',
  'accent',
  'position',
  'density',
  'live',
  'storage',
  'debug',
] as const

/** Attribute of `<damso-chat>` for a setting. */
export const attributeOf = (name: string) => name.replace('U', '-u')

/** Tag managers strip `data-*`, so the query of the script's URL counts as well; the closest to the page's code wins. */
export function settingsOf(script: HTMLScriptElement | null, global: unknown): Settings {
  const query = script?.src ? new URL(script.src).searchParams : new URLSearchParams()
  const given: Record<string, unknown> = {
    ...Object.fromEntries(query),
    ...script?.dataset,
    ...(typeof global === 'object' && !Array.isArray(global) ? global : {}),
  }
  return Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, String(given[name])]])))
}
