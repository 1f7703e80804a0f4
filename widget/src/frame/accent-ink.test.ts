import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentInk, contrast } from './accent-ink.ts'

type Rgb = [number, number, number]
const channel = fc.integer({ min: 0, max: 255 })

test('whatever accent an owner sets, text of it can be read', () => {
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), (accent) => {
      const colours = [...accentInk(`rgb(${accent.join(', ')})`).matchAll(/rgb\((\d+) (\d+) (\d+)\)/g)].map(
        ([, r, g, b]): Rgb => [Number(r), Number(g), Number(b)],
      )
      const [light, dark] = colours as [Rgb, Rgb]
      expect(contrast(light, [255, 255, 255])).toBeGreaterThanOrEqual(4.5)
      expect(contrast(dark, [27, 30, 31])).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('a colour that is not understood changes nothing', () => {
  expect(accentInk('color(display-p3 1 0 0)')).toBe('')
})
