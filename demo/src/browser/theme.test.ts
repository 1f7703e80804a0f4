import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { colourOf, colours, contrast, hardToRead, parseTheme, writeTheme } from './theme.ts'

const folder = new URL('../../../docs/themes/', import.meta.url)
const read = (name: string) => parseTheme(readFileSync(new URL(name, folder), 'utf8'))
const own = read('default.css')
const names = readdirSync(folder).filter((name) => name.endsWith('.css'))
const schemes = ['light', 'dark'] as const

describe('the themes of docs/themes', () => {
  it('are the default and four others', () => {
    expect(names).toHaveLength(5)
  })

  for (const name of names)
    it.each(schemes)(`${name} can be read in the %s`, (scheme) => {
      const theme = read(name)
      for (const colour of colours) expect(colourOf(theme, colour, scheme), colour).toMatch(/^#[0-9a-f]{6}$/)
      expect(hardToRead(theme, scheme)).toEqual([])
      const of = (colour: string) => colourOf(theme, colour, scheme) ?? ''
      // Links: in the accent on surface and bubbles.
      for (const ground of ['surface', 'incoming']) expect(contrast(of('accent'), of(ground))).toBeGreaterThan(4.5)
      expect(contrast(of('border'), of('surface'))).toBeGreaterThan(3)
    })
})

describe('writeTheme', () => {
  it('writes what differs from the default, and what was read comes back', () => {
    expect(writeTheme(own, own)).toBe('')
    const theme = read('ink.css')
    const css = writeTheme(theme, own)
    expect(css).toContain('  --damso-panel-radius: 0px;\n')
    expect(css).toContain('damso-chat::part(launcher)')
    expect(parseTheme(css)).toEqual(theme)
  })

  it('leaves out a property that is as it was', () => {
    const { properties, rules } = own
    expect(writeTheme({ properties: { ...properties, font: 'serif' }, rules }, own)).toBe(
      'damso-chat {\n  --damso-font: serif;\n}\n',
    )
  })
})

describe('hardToRead', () => {
  it('names what is too faint, and how faint', () => {
    const { properties, rules } = own
    const faint = { properties: { ...properties, muted: 'light-dark(#aaaaaa, #a1a7a9)' }, rules }
    expect(hardToRead(faint, 'light').map(({ text, ground }) => `${text} on ${ground}`)).toEqual([
      'muted on surface',
      'muted on canvas',
      'muted on incoming',
    ])
    expect(hardToRead(faint, 'dark')).toEqual([])
  })
})
