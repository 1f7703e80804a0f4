/** What the playground can set; empty: left out of the snippet, so that the widget's own default holds. */
export interface SnippetOptions {
  mode: 'popup' | 'inline' | 'page'
  theme: '' | 'light' | 'dark'
  lang: '' | 'ko' | 'en' | 'ja' | 'ar'
  density: '' | 'compact'
  /** Corner of the launcher. */
  position: '' | 'left'
  /** The site's own key of a room to begin with; not for a popup. */
  room: string
  /** A colour as `#23705a`. */
  accent: string
  live: boolean
}

export interface Place {
  /** Origin of the Damso server. */
  api: string
  site: string
  tokenUrl: string
}

export const optionsFrom = (form: URLSearchParams): SnippetOptions => ({
  mode: oneOf(['popup', 'inline', 'page'], form.get('mode')),
  theme: oneOf(['', 'light', 'dark'], form.get('theme')),
  lang: oneOf(['', 'ko', 'en', 'ja', 'ar'], form.get('lang')),
  density: oneOf(['', 'compact'], form.get('density')),
  position: oneOf(['', 'left'], form.get('position')),
  room: /^[\w-]{1,64}$/.exec(form.get('room') ?? '')?.[0] ?? '',
  accent: /^#[0-9a-f]{6}$/i.exec(form.get('accent') ?? '')?.[0] ?? '',
  live: form.has('live'),
})

/** The HTML that an owner pastes. */
export function snippetOf(options: SnippetOptions, { api, site, tokenUrl }: Place): string {
  const { mode, theme, lang, density, position, room, accent, live } = options
  const settings = { site, 'token-url': tokenUrl, theme, lang, accent, density, live }
  if (mode === 'popup')
    return tag('script', { async: true, src: `${api}/damso.js`, ...prefixed({ ...settings, position }) })
  return [tag('script', { async: true, src: `${api}/damso.js` }), tag('damso-chat', { mode, ...settings, room })].join(
    '\n',
  )
}

type Attributes = Record<string, string | boolean>

const prefixed = (settings: Attributes): Attributes =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [`data-${name}`, value]))

function tag(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).flatMap(([attribute, value]) => {
    if (value === '' || value === false) return []
    return value === true ? attribute : `${attribute}="${value}"`
  })
  return `<${[name, ...written].join(' ')}></${name}>`
}

function oneOf<const T extends string>(values: readonly [T, ...T[]], given: string | null): T {
  return values.find((value) => value === given) ?? values[0]
}
