import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { installPackages } from '../debian.mjs'
import { atExit } from './at-exit.mjs'
import { stopServer } from './server.mjs'

/**
 * Installs what the services want of Debian, all at once: apt-get runs once at a time.
 * @param {import('./services.mjs').Service[]} services
 */
export async function preparePackages(services) {
  const wanted = await Promise.all(services.map((service) => service.packages()))
  const packages = [...new Set(wanted.flat())]
  if (packages.length > 0) await installPackages(packages)
}

/**
 * Runs a service as a process of this machine.
 * @param {import('./services.mjs').Service} service
 * @param {string} [data] folder that keeps its data; a temporary one, if left out
 * @returns {Promise<import('./services.mjs').Started>}
 */
export async function startNative(service, data) {
  const temporary = data === undefined
  const folder = temporary ? mkdtempSync(join(tmpdir(), `damso-${service.name}-`)) : join(resolve(data), service.name)
  if (temporary) atExit(() => removeFolder(folder))
  else mkdirSync(folder, { recursive: true })
  try {
    return { ...(await service.start(folder)), folder, temporary }
  } catch (error) {
    if (temporary) removeFolder(folder)
    throw error
  }
}

/** @param {import('./services.mjs').Started} started by this process, or by one before it */
export async function stopNative({ pid, folder, temporary }) {
  await stopServer(pid, folder)
  if (temporary) removeFolder(folder)
}

/** A server that was killed a moment ago may still be writing. */
const removeFolder = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
