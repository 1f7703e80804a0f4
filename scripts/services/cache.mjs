import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Where downloads and the state of detached services stay, for every checkout of this user. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'damso')

/**
 * @typedef {object} Download
 * @property {string} folder in the cache
 * @property {[hash: string, file: string][]} files each with its SHA-256
 */

/**
 * What a manifest pins.
 * @param {URL} manifest lines as sha256sum writes them; its name without .sha256 is that of the folder
 * @returns {Promise<Download>}
 */
export async function readManifest(manifest) {
  const lines = (await readFile(manifest, 'utf8')).trimEnd().split('\n')
  const folder = join(cacheFolder, basename(manifest.pathname, '.sha256'))
  return { folder, files: lines.map((line) => line.split(/ [ *]/)) }
}

/**
 * Whether the cache holds every file, and each is what was pinned.
 * @param {Download} download
 */
export async function isCached({ folder, files }) {
  return (await findFault(folder, files)) === undefined
}

/**
 * Fetches what the cache does not hold, or holds broken. Fetched aside, checked, then renamed: an interrupted download
 * leaves nothing that looks whole.
 * @param {Download} download
 * @param {(folder: string) => Promise<void>} fetch puts the files into an empty folder
 */
export async function fetchOnce(download, fetch) {
  if (await isCached(download)) return
  const { folder, files } = download
  await mkdir(cacheFolder, { recursive: true })
  const aside = await mkdtemp(`${folder}-`)
  try {
    await fetch(aside)
    const fault = await findFault(aside, files)
    if (fault) throw new Error(`${fault} is not what the repository pins: it was not used`)
    await rm(folder, { recursive: true, force: true })
    await rename(aside, folder)
  } catch (error) {
    // Another script may have fetched the same meanwhile.
    if (!(await isCached(download))) throw error
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** @returns {Promise<string | undefined>} the first file that cannot be read, or is another one */
async function findFault(folder, files) {
  for (const [hash, file] of files) {
    const found = createHash('sha256')
    try {
      await pipeline(createReadStream(join(folder, file)), found)
    } catch {
      return file
    }
    if (found.digest('hex') !== hash) return file
  }
}
