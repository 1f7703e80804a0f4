import { offsetOf } from '@damso/schema/model'
import { createArchive } from '../archive/archive.ts'
import { createArchiveProgress } from '../archive/archive-progress.sql.ts'
import { createNodes } from '../archive/nodes.ts'
import { trimLog } from '../archive/trim-log.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { createEpochs } from '../event-log/epochs.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { openEventLog, openNextEpoch } from '../event-log/open.ts'
import { openHistory } from '../history/open.ts'
import { createLogger, type Logger } from '../logger.ts'
import { repeatWindow } from '../messages/repeat-window.ts'
import { Tail } from '../messages/tail.ts'
import { StartError } from '../start-error.ts'
import { type Command, type CommandContext, UsageError } from './command.ts'
import { withDatabase } from './with-database.ts'

const usage = `Usage: damso event-log <action> [--json]

  damso event-log status
      The epoch, its partitions: where each ends, how far it is archived and by whom; the nodes that are alive.

  damso event-log trim
      Forgets what is archived and older than seven days. Nodes do it by themselves each hour.

  damso event-log new-epoch [--abandon]
      Goes on with a new log: after the old one was lost, or to have another number of partitions (LOG_URL's ?partitions=).
      Every node is stopped first. What the old log holds and history lacks is archived.
      --abandon  gives that up: for a log that is gone or does not match what was archived`

const NODE = 'event-log-command'

interface Context {
  config: Config
  database: Database
  logger: Logger
  values: CommandContext['values']
}

interface Answer {
  lines: string[]
  result: object
}

const onFatal = (error: Error) => {
  throw error
}

const actions: Readonly<Record<string, (context: Context) => Promise<Answer>>> = {
  status: (context) =>
    withLog(context, async (log) => {
      const { database } = context
      const [ends, rows, nodes, current] = await Promise.all([
        log.end(),
        createArchiveProgress(database).partitions(log.epoch),
        createNodes(database).alive(),
        createEpochs(database).current(),
      ])
      const partitions = ends.map(({ partition, position }) => {
        const row = rows.find((of) => of.partition === partition)
        const archived = row?.archivedPosition ?? 0
        const lag = Math.max(0, offsetOf(position) - offsetOf(archived))
        return { partition, end: position, archived, lag, owner: row && !row.isFree ? row.owner : null }
      })
      const fenced = current?.fenced ?? null
      return {
        lines: [
          `epoch ${log.epoch}, ${log.partitions} partitions${fenced === null ? '' : `; sends are refused: ${fenced}`}`,
          ...partitions.map(
            ({ partition, end, lag, owner }) =>
              `  ${partition}  ends at ${end}, ${lag === 0 ? 'all archived' : `${lag} to archive`}, ${owner ?? 'nobody archives it'}`,
          ),
          `nodes alive: ${nodes.join(', ') || 'none'}`,
        ],
        result: { epoch: log.epoch, fenced, partitions, nodes },
      }
    }),

  trim: (context) =>
    withLog(context, async (log) => {
      const rows = await createArchiveProgress(context.database).partitions(log.epoch)
      for (const { partition, archivedPosition: archived } of rows)
        await trimLog({ log, partition, archived, keep: repeatWindow, now: Date.now() })
      return { lines: [`trimmed ${rows.length} partitions of epoch ${log.epoch}`], result: { partitions: rows.length } }
    }),

  'new-epoch': async (context) => {
    const { config, database, values } = context
    if (config.mode === 'embedded')
      throw new UsageError('an embedded server has one log for good: delete or restore its files together')
    const alive = await createNodes(database).alive()
    if (alive.length > 0)
      throw new StartError(`these nodes run, or died less than 6 s ago: ${alive.join(', ')}. Stop every node first`)
    if (values.abandon !== true) await withLog(context, (log) => archiveRest(log, context))
    const { epoch, partitions } = await openNextEpoch({
      url: config.logUrl,
      database,
      node: NODE,
      logger: context.logger,
    })
    return { lines: [`epoch ${epoch} with ${partitions} partitions: start the nodes`], result: { epoch, partitions } }
  },
}

export const eventLogCommand: Command = {
  summary: 'the event log: how far it is archived; trims it, or goes on with a new one',
  usage,
  options: { abandon: { type: 'boolean' } },
  async run({ config, values, positionals, print }) {
    const name = positionals.join(' ')
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action) throw new UsageError(`there is no "damso event-log ${name}"\n\n${usage}`)
    const logger = createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel, 'stderr')
    const { lines, result } = await withDatabase(config, (database) => action({ config, database, logger, values }))
    for (const line of lines) print(line)
    return result
  },
}

async function withLog<T>({ config, database, logger }: Context, act: (log: EventLog) => Promise<T>): Promise<T> {
  const log = await openEventLog({ url: config.logUrl, database, node: NODE, logger, onFatal })
  try {
    return await act(log)
  } finally {
    await log.stop()
  }
}

/** What was acknowledged before the nodes stopped, into history. @throws {LogMismatch} */
async function archiveRest(log: EventLog, { config, database, logger }: Context): Promise<void> {
  const archive = createArchive({ log, progress: createArchiveProgress(database), owner: NODE })
  const tail = new Tail({ log, archived: await archive.archived(), budget: config.tailBytes })
  // Not before the log is known to be the right one: what is open keeps a command from ending.
  const history = await openHistory({ url: config.historyUrl, onFatal })
  try {
    await tail.start()
    const archiving = await archive.start({ tail, history, logger, onMismatch: onFatal })
    await archiving.stop()
    if (tail.pressure > 0)
      throw new StartError('history or database did not take what the log holds: see the lines above')
  } finally {
    await tail.stop()
    await history.stop()
  }
}
