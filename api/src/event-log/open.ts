import { fileOf } from '../database/sqlite/file-of.ts'
import { openSqliteEventLog } from './event-log.sqlite.ts'
import type { EventLog } from './event-log.ts'

/** The one place that knows which URL means which event log. */
export const openEventLog = ({ url, onFatal }: { url: string; onFatal: (error: Error) => void }): Promise<EventLog> =>
  openSqliteEventLog({ file: fileOf(url), onFatal })
