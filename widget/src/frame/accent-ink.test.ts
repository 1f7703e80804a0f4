import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentInk, contrast, type Rgb } from './accent-ink.ts'

const channel = fc.integer({ min: 0, max: 255 })
const colour = fc.tuple(channel, channel, channel)

test('whatever accent and surface an owner sets, text of the accent can be read', () => {
  fc.assert(
    fc.property(colour, colour, (accent, surface) => {
      const ink = accentInk(`rgb(${accent.join(', ')})`, [`color(srgb ${surface.map((part) => part / 255).join(' ')})`])
      const rgb = ink.match(/\d+/g)?.map(Number) as [number, number, number]
      expect(contrast(rgb, surface)).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('what can be read already stays as it is', () => {
  const accent: Rgb = [35, 112, 90]
  expect(accentInk(`rgb(${accent.join(', ')})`, ['rgb(255, 255, 255)', 'rgb(240, 239, 235)'])).toBe('rgb(35 112 90)')
})

test('a colour that is not understood changes nothing', () => {
  expect(accentInk('color(display-p3 1 0 0)', ['rgb(255, 255, 255)'])).toBe('')
  expect(accentInk('color(srgb 1 0 0)', ['rgb(255, 255, 255)', 'transparent'])).toBe('')
})
