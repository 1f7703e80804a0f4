import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive } from './is-alive.mjs'
import { root } from './root.mjs'

// Outside node_modules, which `npm ci` deletes.
const folder = join(root, '.prepare-lock')
const ownerFile = join(folder, 'pid')

/**
 * Runs `work` while no other script of this checkout installs or builds: `npm start` and `npm test` share node_modules
 * and dist. The lock of a process that is gone is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(work) {
  for (let told = false; !tryLock(); ) {
    if (isStale()) {
      rmSync(folder, { recursive: true, force: true })
      continue
    }
    if (!told) console.error('Another start or test of this folder is preparing; waiting for it …')
    told = true
    await delay(300)
  }
  const release = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function tryLock() {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  writeFileSync(ownerFile, String(process.pid))
  return true
}

function isStale() {
  try {
    return !isAlive(Number(readFileSync(ownerFile, 'utf8')))
  } catch {
    // No owner yet: its maker is between two lines, or died there.
    const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs
    return made !== undefined && Date.now() - made > 5_000
  }
}
