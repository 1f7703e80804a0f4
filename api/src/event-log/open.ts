import type { Database } from '../database/database.ts'
import { fileOf } from '../database/sqlite/file-of.ts'
import type { Logger } from '../logger.ts'
import type { Epoch } from './epochs.ts'
import { openSqliteEventLog } from './event-log.sqlite.ts'
import type { EventLog } from './event-log.ts'

export interface OpenEventLogOptions {
  /** `sqlite:<path of the file>` or `kafka://…/<prefix>` */
  url: string
  database: Pick<Database, 'models'>
  /** Names this process to the brokers. */
  node: string
  logger: Logger
  onFatal: (error: Error) => void
}

// Embedded mode does without kafkajs, which takes its time and memory to load.
const kafka = () => import('./open-kafka.ts')

/** The one place that knows which URL means which event log. @throws {StartError} */
export async function openEventLog(options: OpenEventLogOptions): Promise<EventLog> {
  const { url, onFatal } = options
  if (url.startsWith('sqlite:')) return openSqliteEventLog({ file: fileOf(url), onFatal })
  return (await kafka()).openKafka(options)
}

/** The log after the current one, with as many partitions as LOG_URL says; only where no node runs. @throws {StartError} */
export const openNextEpoch = async (options: Omit<OpenEventLogOptions, 'onFatal'>): Promise<Epoch> =>
  (await kafka()).openNextEpoch(options)
