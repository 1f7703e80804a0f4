import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const widget = new URL('./', import.meta.resolve('@damso/widget/package.json'))
const docs = new URL('../../../docs/', import.meta.url)
const text = (path: string, base = widget) => readFileSync(new URL(path, base), 'utf8')

type Described = { name: string; description: string }
const manifest = JSON.parse(text('dist/custom-elements.json'))
const [element] = manifest.modules[0].declarations as Record<
  'cssProperties' | 'cssParts' | 'slots' | 'attributes',
  Described[]
>[]
const said = (what: 'cssProperties' | 'cssParts' | 'slots') =>
  Object.fromEntries((element?.[what] ?? []).map(({ name, description }) => [name, description]))

/** What ships. */
const bundle = fileURLToPath(new URL('dist/bundle/', widget))
const code = readdirSync(bundle, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js') && name !== 'check.js')
  .map((name) => readFileSync(join(bundle, name), 'utf8'))

const found = (pattern: RegExp) => [
  ...new Set(code.flatMap((file) => [...file.matchAll(pattern)].map(([, name = '']) => name))),
]

/** Rows of a table of docs/embed.md under this heading: first and last cell. */
function table(heading: string): Record<string, string> {
  const [, rows = ''] = text('embed.md', docs).split(`\n| ${heading} |`)
  const cells = (rows.split('\n\n')[0] ?? '')
    .split('\n')
    .slice(2)
    .map((row) => row.slice(2, -2).split(' | '))
  return Object.fromEntries(cells.map((row) => [row[0]?.replaceAll('`', ''), row.at(-1)]))
}

test('custom properties: the table, the manifest and what ships are the same', () => {
  const shipped = found(/var\((--damso-[\w-]+)/g).sort()
  expect(Object.keys(said('cssProperties')).sort()).toEqual(shipped)
  expect(table('custom property')).toEqual(said('cssProperties'))
})

test('docs/themes/default.css holds every custom property with the value that ships', () => {
  const values = [...text('themes/default.css', docs).matchAll(/(--damso-[\w-]+): ([^;]+);/g)]
  expect(values.map(([, name = '']) => name).sort()).toEqual(Object.keys(said('cssProperties')).sort())
  const shipped = code.join('\n').replace(/\s+/g, '')
  for (const [, name = '', value = ''] of values) {
    // The accent as text is the accent, until it is worked out.
    const own = name === '--damso-link' ? 'var(--_ink,var(--_accent))' : value.replace(/\s+/g, '')
    const declared = [...shipped.matchAll(new RegExp(`var\\(${name},([^;}]*)`, 'g'))].map(([, rest = '']) => rest)
    expect(declared.filter((rest) => rest.replaceAll('"', "'").includes(own.replaceAll('"', "'")))).not.toEqual([])
  }
})

test('parts: the table, the manifest and what ships are the same', () => {
  const written = [
    ...found(/\bpart="([^"]*)"/g),
    ...found(/"part","([\w-]+)"/g),
    ...found(/\.part\.add\("([\w-]+)"\)/g),
  ]
  // Whose a bubble is stands in an expression.
  const shipped = new Set([...written.flatMap((parts) => parts.split(' ')), 'own', 'incoming'])
  shipped.delete(written.find((parts) => parts.startsWith('bubble '))?.split(' ')[1] ?? '')
  expect([...shipped].sort()).toEqual(Object.keys(said('cssParts')).sort())
  expect(table('`damso-chat::part(…)`')).toEqual(said('cssParts'))
})

test('slots: the table and the manifest are the same', () => {
  expect(table('slot')).toEqual(said('slots'))
})
