import { performance } from 'node:perf_hooks'
import { composeAnswers, isComposedRunning, startComposed, stopComposed } from './compose.mjs'
import { preparePackages, startNative, stopNative } from './native.mjs'
import { isServer } from './server.mjs'
import { services } from './services.mjs'

/**
 * Finds or starts real services: by its URL in the environment, in Docker where an engine answers, else as a process.
 * They end with this process at the latest.
 * @param {string[]} names
 * @param {{ data?: string }} [options] data: a folder that keeps it all for a next time; temporary ones, if left out
 *
 * @returns {Promise<Services>}
 *
 * @typedef {object} Services
 * @property {Record<string, string>} env URLs by the variable where tests look for them, of those that run
 * @property {Record<string, Started>} started by name, those that this call started
 * @property {Record<string, string>} missing by name, what is in the way and how to get it
 * @property {() => Promise<void>} stop
 *
 * @typedef {import('./services.mjs').Started | import('./compose.mjs').Composed} Started
 */
export async function startServices(names, { data } = {}) {
  const started = {}
  const missing = {}
  const wanted = names.filter((name) => !isGiven(name))
  if (wanted.length > 0 && composeAnswers()) {
    const begin = performance.now()
    Object.assign(started, await startComposed(wanted, data))
    for (const [name, service] of Object.entries(started)) tell(name, service, begin)
  }
  const rest = wanted.filter((name) => !(name in started))
  await preparePackages(rest.map((name) => services[name]))
  await Promise.all(
    rest.map(async (name) => {
      const begin = performance.now()
      try {
        started[name] = await startNative(services[name], data)
        tell(name, started[name], begin)
      } catch (error) {
        missing[name] = `${error.message}\n  Or: start a Docker engine; set ${services[name].variable} to its URL.`
      }
    }),
  )
  const urls = names.map((name) => [
    services[name].variable,
    process.env[services[name].variable] || started[name]?.url,
  ])
  return {
    env: Object.fromEntries(urls.filter(([, url]) => url)),
    started,
    missing,
    stop: () => stopServices(Object.values(started)),
  }
}

/** @param {Started[]} started by this process, or by one before it */
export async function stopServices(started) {
  const projects = new Map(started.filter((one) => 'project' in one).map((one) => [one.project, one]))
  const processes = started.filter((one) => !('project' in one))
  await Promise.all([...[...projects.values()].map(stopComposed), ...processes.map(stopNative)])
}

/** @param {Started} started */
export const isRunning = (started) =>
  'project' in started ? isComposedRunning(started) : isServer(started.pid, started.folder)

function isGiven(name) {
  const { variable } = services[name]
  const given = Boolean(process.env[variable])
  if (given) console.error(`${name}: as ${variable} says`)
  return given
}

const tell = (name, { version, url }, begin) =>
  console.error(`${name}: ${version} at ${url}, ${Math.round(performance.now() - begin)} ms`)
