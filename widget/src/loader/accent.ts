type Rgb = readonly [number, number, number]

const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]
const DARK_SURFACE: Rgb = [27, 30, 31]
const ENOUGH = 4.5

/**
 * The colours that follow from an owner's accent: the text on it, and the accent itself where it is text, each at 4.5:1.
 *
 * @param accent as computed: `rgb(r, g, b)`
 * @returns declarations; empty where the colour is not understood
 */
export function accentDeclarations(accent: string): string {
  const rgb = parse(accent)
  if (rgb === undefined) return ''
  const on = contrast(rgb, WHITE) >= ENOUGH ? WHITE : contrast(rgb, BLACK) >= contrast(rgb, WHITE) ? BLACK : WHITE
  const light = readable(rgb, WHITE, BLACK)
  const dark = readable(rgb, DARK_SURFACE, WHITE)
  return `--_damso-on-accent: ${css(on)}; --_damso-accent-ink: light-dark(${css(light)}, ${css(dark)})`
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
