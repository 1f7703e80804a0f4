import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Style sheets, themes and pictures as they are written, scripts as they are compiled; of those only the ones for browsers. */
const folders: Record<string, string> = {
  '/assets/': fileURLToPath(new URL('../../public', import.meta.url)),
  '/themes/': fileURLToPath(new URL('../../../docs/themes', import.meta.url)),
  '/scripts/': fileURLToPath(new URL('../browser', import.meta.url)),
}

/** @param path of the URL, such as `/assets/site.css` */
export async function serveAsset(path: string): Promise<Response | undefined> {
  const prefix = Object.keys(folders).find((candidate) => path.startsWith(candidate))
  const folder = prefix && folders[prefix]
  const type = types[extname(path)]
  if (!prefix || !folder || !type) return undefined
  const file = join(folder, normalize(`/${path.slice(prefix.length)}`))
  const content = await readFile(file).catch(() => undefined)
  return (
    content && new Response(new Uint8Array(content), { headers: { 'content-type': type, 'cache-control': 'no-cache' } })
  )
}
