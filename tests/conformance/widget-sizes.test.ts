import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const bundle = fileURLToPath(new URL('./dist/bundle/', import.meta.resolve('@damso/widget/package.json')))
const KB = 1_024
const isLanguage = (name: string) => /\/[a-z]{2}-[\w-]{8}\.js$/.test(name)

function sizes(folder: string): Record<string, number> {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
  return Object.fromEntries(
    scripts.map((name) => [name, gzipSync(readFileSync(join(folder, name)), { level: 9 }).length]),
  )
}

/** The chunk and what it imports before it runs; `import()` comes later, if ever. */
function eager(folder: string, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  const text = readFileSync(join(folder, name), 'utf8')
  for (const [, other = ''] of text.matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g))
    eager(folder, join(dirname(name), other), found)
  return found
}

test('what a page loads stays within its budget (gzip octets, design §13)', () => {
  const all = sizes(bundle)
  const chunks = Object.entries(all).filter(([name]) => name.startsWith('v/'))
  const [panel = '', first = Number.NaN] = chunks.find(([name]) => name.endsWith('/panel.js')) ?? []
  // Asked for by `import()`, and yet by whoever opens the chat: what brings the panel, the connection, one language.
  const opening = chunks.flatMap(([name]) => (/\/(frame|live-connection-[^/]+)\.js$/.test(name) ? [name] : []))
  expect(opening).toHaveLength(2)
  const atOnce = opening.reduce((found, name) => eager(bundle, name, found), eager(bundle, panel))
  const language = Math.max(...chunks.map(([name, size]) => (isLanguage(name) ? size : 0)))
  const total = chunks.reduce((sum, [name, size]) => sum + (atOnce.has(name) ? size : 0), language)
  process.stdout.write(`${JSON.stringify({ loader: all['damso.js'], first, total })}\n`)
  expect(all['damso.js']).toBeLessThanOrEqual(8 * KB)
  expect(first).toBeLessThanOrEqual(40 * KB)
  expect(total).toBeLessThanOrEqual(70 * KB)
})
