export type Rgb = readonly [number, number, number]

const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]
const ENOUGH = 4.5

/** What an owner's accent is where it is text or a line on their surface, at 4.5:1, in both schemes. */
export class AccentInk {
  /** They wear accent, surface and bubbles in the light and in the dark, so that the browser says which colours those are. */
  readonly #probes = [document.createElement('i'), document.createElement('i')] as const
  readonly #sheet: CSSStyleSheet
  #written = ''

  /** @param sheet takes the declaration */
  constructor(place: Element, sheet: CSSStyleSheet, signal: AbortSignal) {
    this.#sheet = sheet
    for (const probe of this.#probes) {
      probe.className = 'probe'
      // The page's sheets may change what they wear at any time: that is a transition.
      probe.addEventListener('transitionend', () => this.update(), { signal })
    }
    place.append(...this.#probes)
  }

  update(): void {
    const inks = this.#probes.map((probe) => {
      const { color, backgroundColor, borderTopColor } = getComputedStyle(probe)
      return accentInk(color, [backgroundColor, borderTopColor])
    })
    const rule = inks.includes('') ? '' : `.root { --_ink: light-dark(${inks}) }`
    if (rule === this.#written) return
    this.#written = rule
    this.#sheet.replaceSync(rule)
  }

  end(): void {
    for (const probe of this.#probes) probe.remove()
  }
}

/**
 * @param accent as computed: `color(srgb r g b)` or `rgb(r, g, b)`
 * @param grounds what it stands on: the surface, and the bubbles of others
 * @returns empty where a colour is not understood
 */
export function accentInk(accent: string, grounds: readonly string[]): string {
  const [colour, ...below] = [accent, ...grounds].map(parse)
  const known = below.filter((ground) => ground !== undefined)
  if (colour === undefined || known.length < grounds.length) return ''
  const [black, white] = [lowest(BLACK, known), lowest(WHITE, known)]
  return `rgb(${readable(colour, known, black > white ? BLACK : WHITE).join(' ')})`
}

function parse(colour: string): Rgb | undefined {
  const scale = colour.startsWith('rgb(') ? 1 : colour.startsWith('color(srgb ') ? 255 : undefined
  const [r, g, b] = colour.match(/-?[\d.]+(e-\d+)?/g)?.map(Number) ?? []
  if (scale === undefined || r === undefined || g === undefined || b === undefined) return undefined
  const channel = (value: number) => Math.round(Math.min(1, Math.max(0, (value * scale) / 255)) * 255)
  return [channel(r), channel(g), channel(b)]
}

/** Moves a colour towards another until it can be read on every ground. */
function readable(colour: Rgb, grounds: readonly Rgb[], towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(colour, towards, share)
    if (lowest(mixed, grounds) >= ENOUGH) return mixed
  }
  return towards
}

const lowest = (colour: Rgb, grounds: readonly Rgb[]) => Math.min(...grounds.map((ground) => contrast(colour, ground)))

const mix = ([r, g, b]: Rgb, [tr, tg, tb]: Rgb, share: number): Rgb => {
  const at = (from: number, to: number) => Math.round(from + (to - from) * share)
  return [at(r, tr), at(g, tg), at(b, tb)]
}

/** WCAG 2.2, relative luminance and contrast. */
export function contrast(one: Rgb, other: Rgb): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

function luminance([r, g, b]: Rgb): number {
  const linear = (channel: number) => {
    const value = channel / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}
