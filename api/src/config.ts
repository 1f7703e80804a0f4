import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { type ArchiveStep, archiveSteps } from './archive/archive-step.ts'
import { type PlantedBug, plantedBugs } from './faults/planted-bug.ts'
import { databaseUrl, historyUrl, logUrl, type Mode, modeOf, withoutPassword } from './store-url.ts'

/**
 * Everything that the server can be told, and the only reader of `process.env`. The mode (embedded or cluster) follows from the
 * three URLs alone.
 */
const port = (fallback: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, 'must be a port number, 0 to 65535'),
      v.transform(Number),
      v.maxValue(65_535, 'must be a port number, 0 to 65535'),
    ),
    String(fallback),
  )

const count = (fallback: number, least = 1) =>
  v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,15}$/, 'must be a whole number'),
      v.transform(Number),
      v.minValue(least, `must be at least ${least}`),
    ),
    String(fallback),
  )

const settings = v.object({
  /** Address to listen on; `0.0.0.0` behind a proxy on another machine. @default 127.0.0.1 */
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty('is empty: leave it out or name an address')), '127.0.0.1'),
  /** HTTP and WebSocket. 0: any free one. @default 4000 */
  PORT: port(4000),
  /** STOMP over TCP; off where it is not set. */
  STOMP_TCP: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, 'must be a port number, 0 to 65535'),
      v.transform(Number),
      v.maxValue(65_535, 'must be a port number, 0 to 65535'),
    ),
  ),
  /** Names this node to people: in logs, in `damso event-log status` and in CONNECTED. @default the machine's name */
  NODE_NAME: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,40}$/, 'must be 1 to 40 of A-Z, a-z, 0-9, dot, _ and -')),
    hostname()
      .replace(/[^A-Za-z0-9._-]/g, '-')
      .slice(0, 40) || 'node',
  ),
  /** Folder of the three SQLite files. @default .damso */
  DAMSO_DATA: v.optional(v.pipe(v.string(), v.nonEmpty('is empty: leave it out or name a folder')), '.damso'),
  /** Rooms and members: `sqlite:…` or `mysql://…`. The three URLs are all SQLite or none is. @default a file in DAMSO_DATA */
  DATABASE_URL: v.optional(databaseUrl),
  /** Messages: `sqlite:…` or `mongodb://…`. @default a file in DAMSO_DATA */
  HISTORY_URL: v.optional(historyUrl),
  /** Event log and signals: `sqlite:…` or `kafka://…`. @default a file in DAMSO_DATA */
  LOG_URL: v.optional(logUrl),
  NODE_ENV: v.optional(
    v.picklist(['production', 'development', 'test'], 'must be production, development or test'),
    'production',
  ),
  LOG_LEVEL: v.optional(
    v.picklist(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent'),
    'info',
  ),
  /** Messages of one member in ten seconds. @default 30 */
  MESSAGE_RATE: count(30),
  /** Edits, deletions and reactions of one member in ten seconds. @default 60 */
  CHANGE_RATE: count(60),
  /** Octets of the tail: what is not archived yet, and recent records for resuming. @default 64 MiB */
  TAIL_BYTES: count(64 * 1024 * 1024, 16 * 1024),
  /** A bug for the fault runs to find; never in production. */
  DAMSO_PLANTED_BUG: v.optional(v.picklist(plantedBugs, `must be ${plantedBugs.join(' or ')}: for tests alone`)),
  /** The process kills itself there, in its first batch, for the fault runs; never in production. */
  DAMSO_END_AT_STEP: v.optional(v.picklist(archiveSteps, `must be ${archiveSteps.join(' or ')}: for tests alone`)),
  /** Whether browsers run any GraphQL document under the cost limits, or the widget's registered ones only. @default any */
  OPERATIONS: v.optional(v.picklist(['any', 'registered'], 'must be any or registered'), 'any'),
  /** Folder of the built widget. */
  DAMSO_WIDGET: v.optional(
    v.string(),
    fileURLToPath(new URL('./dist/bundle', import.meta.resolve('@damso/widget/package.json'))),
  ),
})

const forTestsAlone = 'breaks what production promises: leave it out'

const checkedSettings = v.pipe(
  settings,
  v.forward(
    v.partialCheck(
      [['NODE_ENV'], ['DAMSO_PLANTED_BUG']],
      ({ NODE_ENV, DAMSO_PLANTED_BUG }) => NODE_ENV !== 'production' || DAMSO_PLANTED_BUG === undefined,
      forTestsAlone,
    ),
    ['DAMSO_PLANTED_BUG'],
  ),
  v.forward(
    v.partialCheck(
      [['NODE_ENV'], ['DAMSO_END_AT_STEP']],
      ({ NODE_ENV, DAMSO_END_AT_STEP }) => NODE_ENV !== 'production' || DAMSO_END_AT_STEP === undefined,
      forTestsAlone,
    ),
    ['DAMSO_END_AT_STEP'],
  ),
)

export interface Config {
  mode: Mode
  nodeName: string
  host: string
  port: number
  stompTcp: number | undefined
  dataFolder: string
  databaseUrl: string
  historyUrl: string
  logUrl: string
  production: boolean
  logLevel: string
  rates: { messages: number; changes: number }
  tailBytes: number
  plantedBug: PlantedBug | undefined
  endAtStep: ArchiveStep | undefined
  registeredOperationsOnly: boolean
  widgetFolder: string
}

/** Every wrong setting at once, each with its name and the remedy. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** A setting by its name in the environment, with the value that the server takes. */
export interface Setting {
  name: string
  /** undefined: off */
  value: string | number | undefined
  from: 'environment' | 'default'
}

type Environment = Readonly<Record<string, string | undefined>>

/** @throws {ConfigError} */
export function readConfig(environment: Environment = process.env): Config {
  const env = check(environment)
  return {
    mode: modeOf(env.LOG_URL),
    nodeName: env.NODE_NAME,
    host: env.HOST,
    port: env.PORT,
    stompTcp: env.STOMP_TCP,
    dataFolder: env.DAMSO_DATA,
    databaseUrl: env.DATABASE_URL,
    historyUrl: env.HISTORY_URL,
    logUrl: env.LOG_URL,
    production: env.NODE_ENV === 'production',
    logLevel: env.LOG_LEVEL,
    rates: { messages: env.MESSAGE_RATE, changes: env.CHANGE_RATE },
    tailBytes: env.TAIL_BYTES,
    plantedBug: env.DAMSO_PLANTED_BUG,
    endAtStep: env.DAMSO_END_AT_STEP,
    registeredOperationsOnly: env.OPERATIONS === 'registered',
    widgetFolder: env.DAMSO_WIDGET,
  }
}

/**
 * Every setting, and where it comes from.
 *
 * @throws {ConfigError}
 */
export function listSettings(environment: Environment = process.env): Setting[] {
  const values: Readonly<Record<string, string | number | undefined>> = check(environment)
  return Object.keys(settings.entries).map((name) => ({
    name,
    value: shown(values[name]),
    from: environment[name] === undefined ? 'default' : 'environment',
  }))
}

const shown = (value: string | number | undefined) => (typeof value === 'string' ? withoutPassword(value) : value)

function check(given: Environment) {
  const environment = { ...given, ...readFiles(given) }
  const result = v.safeParse(checkedSettings, environment)
  if (!result.success) {
    const faults = result.issues.map(
      (issue) => `  ${v.getDotPath(issue)}=${JSON.stringify(shown(issue.input as string))} ${issue.message}`,
    )
    throw new ConfigError(`The settings are not valid:\n${faults.join('\n')}`)
  }
  const env = result.output
  const folder = resolve(env.DAMSO_DATA)
  const file = (name: string) => `sqlite:${resolve(folder, name)}`
  const stores = {
    DATABASE_URL: env.DATABASE_URL ?? file('rooms.db'),
    HISTORY_URL: env.HISTORY_URL ?? file('history.db'),
    LOG_URL: env.LOG_URL ?? file('log.db'),
  }
  refuseMixture(stores)
  return { ...env, ...stores, DAMSO_DATA: folder, DAMSO_WIDGET: resolve(env.DAMSO_WIDGET) }
}

/** A node that others do not share every store with would lose what they acknowledged, and they what it did. */
function refuseMixture(stores: Readonly<Record<string, string>>): void {
  const [embedded, cluster] = (['embedded', 'cluster'] as const).map((mode) =>
    Object.keys(stores).filter((name) => modeOf(stores[name] as string) === mode),
  )
  if (!embedded?.length || !cluster?.length) return
  throw new ConfigError(
    `The settings are not valid:\n  ${cluster.join(' and ')} belong to a cluster, ${embedded.join(' and ')} to a file (sqlite:): set all three, or none`,
  )
}

/** Secrets may stand in files, as container platforms mount them: `DATABASE_URL_FILE` for `DATABASE_URL`, and so on. */
function readFiles(environment: Environment): Environment {
  const urls = ['DATABASE_URL', 'HISTORY_URL', 'LOG_URL'].filter((name) => environment[`${name}_FILE`])
  return Object.fromEntries(
    urls.map((name) => {
      const file = environment[`${name}_FILE`] as string
      try {
        return [name, readFileSync(file, 'utf8').trim()]
      } catch (error) {
        throw new ConfigError(
          `The settings are not valid:\n  ${name}_FILE=${file} cannot be read: ${(error as Error).message}`,
        )
      }
    }),
  )
}
