import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { freePorts } from './ports.mjs'
import { root } from './root.mjs'
import { stores } from './services/services.mjs'
import { settingsFrom } from './services/settings.mjs'
import { startServices } from './services/start-services.mjs'

const NODES = 2

/**
 * Starts or finds the stores of the demo's nodes. What they hold stays in the data folder, for the next start.
 * @returns {Promise<{ cluster: import('../demo/src/backend/cluster.ts').Cluster, stop: () => Promise<void> }>} rejects
 *   with what is missing and how to get it
 */
export async function startCluster() {
  const folder = resolve(root, process.env.DAMSO_DATA || '.damso', 'cluster')
  mkdirSync(folder, { recursive: true })
  console.error(`Starting ${stores.join(', ')} …`)
  const { env, missing, stop } = await startServices(stores, { data: folder })
  const faults = Object.entries(missing).map(([name, reason]) => `  ${name}: ${reason}`)
  if (faults.length > 0) {
    await stop()
    throw new Error(`A cluster needs ${stores.join(', ')}; missing here:\n${faults.join('\n')}`)
  }
  return { cluster: { stores: settingsFrom(env, nameOf(folder)), nodePorts: await freePorts(NODES) }, stop }
}

/** Services that others use too hold a database for each data folder, by a name that is made once. */
function nameOf(folder) {
  const file = join(folder, 'name')
  if (!existsSync(file)) writeFileSync(file, `damso_demo_${randomBytes(4).toString('hex')}`)
  return readFileSync(file, 'utf8')
}
