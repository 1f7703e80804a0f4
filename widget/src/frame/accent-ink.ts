type Rgb = readonly [number, number, number]

const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]
const DARK_SURFACE: Rgb = [27, 30, 31]
const ENOUGH = 4.5

/** What an owner's accent is where it is text or a line on the surface, at 4.5:1. */
export class AccentInk {
  /** Wears the accent, so that the browser says what colour it is. */
  readonly #probe = document.createElement('i')
  readonly #sheet: CSSStyleSheet

  /** @param sheet takes the declaration */
  constructor(place: Element, sheet: CSSStyleSheet) {
    this.#sheet = sheet
    this.#probe.className = 'probe'
    place.append(this.#probe)
  }

  update(): void {
    const worn = getComputedStyle(this.#probe)
    const accent = worn.getPropertyValue('--damso-accent') === '' ? '' : accentInk(worn.color)
    this.#sheet.replaceSync(accent === '' ? '' : `.root { --_damso-accent-ink: ${accent} }`)
  }

  end(): void {
    this.#probe.remove()
  }
}

/**
 * @param accent as computed: `rgb(r, g, b)`
 * @returns empty where the colour is not understood
 */
export function accentInk(accent: string): string {
  const rgb = parse(accent)
  if (rgb === undefined) return ''
  return `light-dark(${css(readable(rgb, WHITE, BLACK))}, ${css(readable(rgb, DARK_SURFACE, WHITE))})`
}

function parse(colour: string): Rgb | undefined {
  const [r, g, b] = colour.match(/[\d.]+/g)?.map(Number) ?? []
  return colour.startsWith('rgb') && r !== undefined && g !== undefined && b !== undefined ? [r, g, b] : undefined
}

/** Moves a colour towards another until it can be read on the ground. */
function readable(colour: Rgb, ground: Rgb, towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(colour, towards, share)
    if (contrast(mixed, ground) >= ENOUGH) return mixed
  }
  return towards
}

const mix = ([r, g, b]: Rgb, [tr, tg, tb]: Rgb, share: number): Rgb => {
  const at = (from: number, to: number) => Math.round(from + (to - from) * share)
  return [at(r, tr), at(g, tg), at(b, tb)]
}

const css = (rgb: Rgb) => `rgb(${rgb.join(' ')})`

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
