import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { StartError } from '../start-error.ts'
import type { Origins } from './origins.ts'
import { pathOf, type Route, reply, replyText } from './route.ts'
import { encodingFor, type WidgetFile, widgetFile } from './widget-file.ts'

/** Says that an origin is not listed, to a page whose origin is not. */
const FAULT_CARD = /\/fault-card\.js$/

const YEAR = 'public, max-age=31536000, immutable'

/**
 * The widget's built files, `damso.js`, `check.js` and `v/<version>/…`, at the same paths. They are read once: a path either names
 * one of them or nothing, so that no path leads out of the folder. The loader is asked for again on each page view
 * (`ETag`); what has a version in its path never changes.
 */
export async function widgetFiles(folder: string, origins: Origins): Promise<Route[]> {
  const files = await readFolder(folder)
  const at = (path: string, cacheControl: string): Route => ({
    path,
    async handle(request, response) {
      const file = files.get(pathOf(request))
      if (!file) return replyText(response, 404, 'No such file of the widget.')
      const { origin } = request.headers
      if (FAULT_CARD.test(pathOf(request))) response.setHeader('access-control-allow-origin', '*')
      else if (origin !== undefined && (await origins.admit(origin)))
        response.setHeader('access-control-allow-origin', origin)
      response.setHeader('cross-origin-resource-policy', 'cross-origin')
      response.setHeader('vary', 'Origin, Accept-Encoding')
      response.setHeader('cache-control', cacheControl)
      response.setHeader('etag', file.etag)
      if (known(request.headers['if-none-match'], file.etag)) {
        response.writeHead(304).end()
        return
      }
      const encoding = encodingFor(request.headers['accept-encoding'])
      if (encoding !== 'identity') response.setHeader('content-encoding', encoding)
      reply(response, 200, file.contentType, await file.body(encoding))
    },
  })
  return [at('/damso.js', 'no-cache'), at('/check.js', 'no-cache'), at('/v/', YEAR)]
}

async function readFolder(folder: string): Promise<Map<string, WidgetFile>> {
  const files = new Map<string, WidgetFile>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause) => {
    throw new StartError(`cannot read the widget's files in ${folder}: build it, or set DAMSO_WIDGET`, { cause })
  })
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const file = widgetFile(entry.name, await readFile(path))
    if (file) files.set(`/${relative(folder, path).split(sep).join('/')}`, file)
  }
  return files
}

const known = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch === '*' ||
  (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))
