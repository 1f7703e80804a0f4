import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { freePorts } from '../ports.mjs'
import { root } from '../root.mjs'
import { runCommand } from '../run.mjs'
import { atExit } from './at-exit.mjs'

// By the names of compose.yaml; its password is for this machine's stores alone.
const containers = {
  mysql: { port: 'MYSQL_PORT', url: (port) => `mysql://root:damso@127.0.0.1:${port}`, version: 'MySQL 8.4' },
  mongodb: {
    port: 'MONGODB_PORT',
    url: (port) => `mongodb://127.0.0.1:${port}/?directConnection=true`,
    version: 'MongoDB 8',
  },
  kafka: { port: 'KAFKA_PORT', url: (port) => `kafka://127.0.0.1:${port}`, version: 'Kafka 4.1.0' },
  kafka39: { port: 'KAFKA39_PORT', url: (port) => `kafka://127.0.0.1:${port}`, version: 'Kafka 3.9.1' },
}

const ANSWER_MILLISECONDS = 10_000

/** Whether a Docker engine answers, and knows Compose. */
export const composeAnswers = () =>
  [['info'], ['compose', 'version']].every(
    (args) => spawnSync('docker', args, { stdio: 'ignore', timeout: ANSWER_MILLISECONDS }).status === 0,
  )

/**
 * Runs services of compose.yaml on free ports, as a project of their own.
 * @param {string[]} names
 * @param {string} [data] names the project whose volumes keep the data; a temporary one, if left out
 * @returns {Promise<Record<string, Composed>>} none where Compose failed and said why
 *
 * @typedef {object} Composed
 * @property {string} url
 * @property {string} version
 * @property {string} project
 * @property {boolean} temporary whether the volumes go with it
 */
export async function startComposed(names, data) {
  const ports = await freePorts(names.length)
  const temporary = data === undefined
  const project = `damso-${temporary ? process.pid : shortHash(resolve(data))}`
  const env = { MYSQL_PASSWORD: 'damso' }
  for (const [index, name] of names.entries()) env[containers[name].port] = String(ports[index])
  atExit(() => spawnSync('docker', downArguments({ project, temporary }), { cwd: root, stdio: 'ignore' }))
  const args = ['compose', '--project-name', project, '--profile', 'test', 'up', '--detach', '--wait', ...names]
  if ((await runCommand('docker', args, { env, stdio: ['ignore', process.stderr, process.stderr] })) !== 0) {
    await stopComposed({ project, temporary })
    return {}
  }
  return Object.fromEntries(
    names.map((name, index) => {
      const { url, version } = containers[name]
      return [name, { url: url(ports[index]), version, project, temporary }]
    }),
  )
}

/** Stops the whole project. @param {Pick<Composed, 'project' | 'temporary'>} composed */
export const stopComposed = (composed) => runCommand('docker', downArguments(composed), { quiet: true })

/** @param {Composed} composed */
export function isComposedRunning({ project }) {
  const args = ['compose', '--project-name', project, 'ps', '--quiet', '--status', 'running']
  const { status, stdout } = spawnSync('docker', args, { encoding: 'utf8', timeout: ANSWER_MILLISECONDS, cwd: root })
  return status === 0 && stdout !== ''
}

const downArguments = ({ project, temporary }) => [
  ...['compose', '--project-name', project, '--profile', 'test', 'down'],
  ...(temporary ? ['--volumes'] : []),
]

const shortHash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12)
