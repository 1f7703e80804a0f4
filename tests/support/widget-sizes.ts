import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const bundle = fileURLToPath(new URL('./dist/bundle/', import.meta.resolve('@damso/widget/package.json')))
const isLanguage = (name: string) => /\/[a-z]{2}-[\w-]{8}\.js$/.test(name)

/** What a page loads of the widget, in octets as they travel. */
export interface WidgetSizes {
  /** In every page: the script with launcher and badge. */
  loader: number
  /** The panel's own chunk. */
  first: number
  /** All that comes until a room stands open, in the longest language; without the loader. */
  total: number
}

/** Octets of one file, compressed as servers do. */
export const gzipOctets = (content: string | Uint8Array): number => gzipSync(content, { level: 9 }).length

/** Of the widget as it is built. */
export function widgetSizes(): WidgetSizes {
  const all = sizes(bundle)
  const chunks = Object.entries(all).filter(([name]) => name.startsWith('v/'))
  const [panel = '', first = Number.NaN] = chunks.find(([name]) => name.endsWith('/panel.js')) ?? []
  // Asked for by `import()`, and yet by whoever opens the chat: what brings the panel, the connection, one language.
  const opening = chunks.flatMap(([name]) => (/\/(frame|live-connection-[^/]+)\.js$/.test(name) ? [name] : []))
  if (opening.length !== 2) throw new Error(`frame and connection are not two chunks: ${opening}`)
  const atOnce = opening.reduce((found, name) => eager(bundle, name, found), eager(bundle, panel))
  const language = Math.max(...chunks.map(([name, size]) => (isLanguage(name) ? size : 0)))
  const total = chunks.reduce((sum, [name, size]) => sum + (atOnce.has(name) ? size : 0), language)
  return { loader: all['damso.js'] ?? Number.NaN, first, total }
}

function sizes(folder: string): Record<string, number> {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
  return Object.fromEntries(scripts.map((name) => [name, gzipOctets(readFileSync(join(folder, name)))]))
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
