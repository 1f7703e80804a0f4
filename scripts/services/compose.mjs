import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { freePorts } from '../ports.mjs'
import { root } from '../root.mjs'
import { runCommand } from '../run.mjs'
import { atExit } from './at-exit.mjs'

// As compose.yaml says, whose password here is that of stores nobody else reaches.
const containers = {
  mysql: { service: 'mysql', version: 'MySQL 8.4', variable: 'MYSQL_PORT', url: (at) => `mysql://root:damso@${at}` },
  mongodb: {
    service: 'mongo',
    version: 'MongoDB 8',
    variable: 'MONGODB_PORT',
    url: (at) => `mongodb://${at}/?directConnection=true`,
  },
  kafka: { service: 'kafka', version: 'Kafka 4.1.0', variable: 'KAFKA_PORT', url: (at) => `kafka://${at}` },
  kafka39: { service: 'kafka39', version: 'Kafka 3.9.1', variable: 'KAFKA39_PORT', url: (at) => `kafka://${at}` },
}

const ANSWER_MILLISECONDS = 10_000
/** Progress, beside what stdout is for. */
const stdio = ['ignore', process.stderr, process.stderr]

/** Projects that this process started, and did not stop yet. */
const running = new Set()

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
  const temporary = data === undefined
  const project = `damso-${temporary ? process.pid : shortHash(resolve(data))}`
  const ports = await freePorts(names.length)
  const chosen = names.map((name, index) => ({ name, port: ports[index], ...containers[name] }))
  const env = { MYSQL_PASSWORD: 'damso' }
  for (const { variable, port } of chosen) env[variable] = String(port)
  running.add(project)
  atExit(() => {
    if (running.has(project)) spawnSync('docker', downArguments({ project, temporary }), { cwd: root, stdio: 'ignore' })
  })
  const up = ['up', '--detach', '--wait', ...chosen.map(({ service }) => service)]
  if ((await runCommand('docker', [...composeArguments(project), ...up], { env, stdio })) !== 0) {
    await stopComposed({ project, temporary })
    return {}
  }
  return Object.fromEntries(
    chosen.map(({ name, version, url, port }) => [
      name,
      { url: url(`127.0.0.1:${port}`), version, project, temporary },
    ]),
  )
}

/** Stops the whole project. @param {Pick<Composed, 'project' | 'temporary'>} composed */
export async function stopComposed(composed) {
  await runCommand('docker', downArguments(composed), { quiet: true })
  running.delete(composed.project)
}

/** @param {Composed} composed */
export function isComposedRunning({ project }) {
  const args = [...composeArguments(project), 'ps', '--quiet', '--status', 'running']
  const { status, stdout } = spawnSync('docker', args, { cwd: root, encoding: 'utf8', timeout: ANSWER_MILLISECONDS })
  return status === 0 && stdout !== ''
}

/** The profile that an older Kafka is under. */
const composeArguments = (project) => ['compose', '--project-name', project, '--profile', 'test']

const downArguments = ({ project, temporary }) => [
  ...composeArguments(project),
  'down',
  ...(temporary ? ['--volumes'] : []),
]

const shortHash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12)
