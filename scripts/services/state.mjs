import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './cache.mjs'

const file = join(cacheFolder, 'services.json')

/**
 * What `up --detach` left running, by name.
 * @returns {Record<string, import('./start-services.mjs').Started>}
 */
export function readState() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw error
  }
}

/** @param {Record<string, import('./start-services.mjs').Started>} state */
export function writeState(state) {
  if (Object.keys(state).length === 0) return rmSync(file, { force: true })
  mkdirSync(cacheFolder, { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(state, undefined, 2)}\n`)
  renameSync(`${file}.new`, file)
}
