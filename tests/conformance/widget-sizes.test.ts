import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const bundle = fileURLToPath(new URL('./dist/bundle/', import.meta.resolve('@damso/widget/package.json')))
const KB = 1_024

function sizes(folder: string): Record<string, number> {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
  return Object.fromEntries(
    scripts.map((name) => [name, gzipSync(readFileSync(join(folder, name)), { level: 9 }).length]),
  )
}

test('what a page loads stays within its budget (gzip octets, design §13)', () => {
  const all = sizes(bundle)
  const chunks = Object.entries(all).filter(([name]) => name.startsWith('v/'))
  const first = chunks.find(([name]) => name.endsWith('/panel.js'))?.[1] ?? Number.NaN
  const total = chunks.reduce((sum, [, size]) => sum + size, 0)
  process.stdout.write(`${JSON.stringify({ loader: all['damso.js'], first, total })}\n`)
  expect(all['damso.js']).toBeLessThanOrEqual(8 * KB)
  expect(first).toBeLessThanOrEqual(40 * KB)
  expect(total).toBeLessThanOrEqual(70 * KB)
})
