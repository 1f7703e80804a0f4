import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipOctets } from '@damso/tests/widget-sizes'
import { build, type Rolldown } from 'vite'
import type { PublishedPeer } from './published-peers.ts'

type Output = Rolldown.RolldownOutput['output'][number]
type Chunk = Extract<Output, { type: 'chunk' }>

export interface BundleSizes {
  /** Octets of all that the page loads before anything is shown. */
  total: number
  /** Those of what counts apart. */
  apart: number
}

const APART = 'apart'

/** Builds a page as its own tools would, minified, and weighs what it loads: the entry, what that imports, their styles. */
export async function bundleSizes(folder: string, { entry, apart }: PublishedPeer): Promise<BundleSizes> {
  const input = join(folder, 'entry.js')
  await writeFile(input, entry)
  const groups = apart ? [{ name: APART, test: new RegExp(`/node_modules/(${apart.packages.join('|')})/`) }] : []
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    // Fonts and pictures are files of their own, and are not counted.
    build: {
      write: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input, output: { codeSplitting: { groups } } },
    },
  })
  if (!('output' in built)) throw new Error('one build gives one output')
  const chunks = eager(built.output)
  const styles = new Set(chunks.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]))
  const scripts = chunks.map(({ name, code }) => ({ name, octets: gzipOctets(code) }))
  const sheets = built.output.flatMap((file) =>
    file.type === 'asset' && styles.has(file.fileName)
      ? [{ name: file.fileName, octets: gzipOctets(file.source) }]
      : [],
  )
  const weigh = (files: typeof scripts) => files.reduce((sum, { octets }) => sum + octets, 0)
  return {
    total: weigh([...scripts, ...sheets]),
    apart: weigh(scripts.filter(({ name }) => name === APART)),
  }
}

/** The entry and what it imports before it runs, as ours is counted. */
function eager(output: readonly Output[]): Chunk[] {
  const chunks = new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])))
  const found = new Set<Chunk>()
  const take = (chunk: Chunk | undefined) => {
    if (chunk === undefined || found.has(chunk)) return
    found.add(chunk)
    for (const name of chunk.imports) take(chunks.get(name))
  }
  take([...chunks.values()].find(({ isEntry }) => isEntry))
  return [...found]
}
