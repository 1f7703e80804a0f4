import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const runFile = promisify(execFile)
const requirements = fileURLToPath(new URL('../../../conformance/stomp-py/requirements.txt', import.meta.url))

/** Python 3.10 or newer with pip. @default python3 */
export const python = process.env.PYTHON ?? 'python3'

/**
 * The pinned stomp.py, in a cache folder that later runs find again.
 * @returns the folder for PYTHONPATH
 * @throws Error when there is no Python with pip, or a hash differs
 */
export async function installStompPy(): Promise<string> {
  const pinned = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 16)
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'damso')
  const folder = join(cache, `stomp-py-${pinned}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  // Installed aside and renamed, so that an interrupted run leaves nothing that looks whole.
  const aside = await mkdtemp(join(cache, 'stomp-py-'))
  await runFile(python, [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--require-hashes'],
    ...['--target', aside, '--requirement', requirements],
  ])
  await rename(aside, folder).catch(() => rm(aside, { recursive: true }))
  return folder
}
