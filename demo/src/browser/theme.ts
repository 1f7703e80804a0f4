/** Custom properties of the widget by their names without `--damso-`, and the rules that stand beside them. */
export interface Theme {
  properties: Readonly<Record<string, string>>
  rules: string
}

/** Colours of a theme that text, lines and grounds have, in the order of the page. */
export const colours = [
  'accent',
  'surface',
  'text',
  'muted',
  'incoming',
  'own',
  'own-text',
  'own-meta',
  'canvas',
  'hairline',
  'border',
  'danger',
] as const

export type Colour = (typeof colours)[number]
export type Scheme = 'light' | 'dark'

/** What has to be read, and on what. */
const readOn: [text: Colour, ground: Colour][] = [
  ['text', 'surface'],
  ['text', 'canvas'],
  ['text', 'incoming'],
  ['muted', 'surface'],
  ['muted', 'canvas'],
  ['muted', 'incoming'],
  ['own-text', 'own'],
  ['own-meta', 'own'],
  ['danger', 'surface'],
  ['danger', 'canvas'],
]

/** @param css a file of docs/themes */
export function parseTheme(css: string): Theme {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '').trim()
  const [block = '', body = ''] = /^damso-chat \{([^}]*)\}/.exec(plain) ?? []
  const found = [...body.matchAll(/--damso-([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value])
  return { properties: Object.fromEntries(found), rules: plain.slice(block.length).trim() }
}

/** The CSS that an owner pastes: what differs from the widget's own values. */
export function writeTheme({ properties, rules }: Theme, own: Theme): string {
  const lines = Object.entries(properties)
    .filter(([name, value]) => own.properties[name] !== value)
    .map(([name, value]) => `  --damso-${name}: ${value};\n`)
  const block = lines.length === 0 ? '' : `damso-chat {\n${lines.join('')}}\n`
  return rules === '' ? block : `${block}${rules}\n`
}

/** @returns as `#23705a`; undefined where the theme leaves it to the widget */
export function colourOf({ properties }: Theme, name: string, scheme: Scheme): string | undefined {
  const [light, dark = light] = properties[name]?.match(/#[0-9a-f]{6}\b/gi) ?? []
  return scheme === 'light' ? light : dark
}

/** Pairs of a theme below 4.5:1, as WCAG 2.2 AA asks it of text. */
export function hardToRead(theme: Theme, scheme: Scheme): { text: Colour; ground: Colour; ratio: number }[] {
  return readOn.flatMap(([text, ground]) => {
    const [one, other] = [colourOf(theme, text, scheme), colourOf(theme, ground, scheme)]
    const ratio = one && other ? contrast(one, other) : Number.POSITIVE_INFINITY
    return ratio < 4.5 ? [{ text, ground, ratio }] : []
  })
}

/** WCAG 2.2, relative luminance and contrast; colours as `#23705a`. */
export function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const linear = (from: number) => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5)
}
