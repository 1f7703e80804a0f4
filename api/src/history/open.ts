import { fileOf } from '../database/sqlite/file-of.ts'
import { openSqliteHistory } from './history-store.sqlite.ts'
import type { HistoryStore } from './history-store.ts'

export interface HistoryOptions {
  /** `sqlite:<path of the file>`, `mongodb://…/<database>` or `mongodb+srv://…/<database>` */
  url: string
  /** SQLite alone: an I/O error on commit, after which the process should end. */
  onFatal: (error: Error) => void
}

/**
 * The one place that knows which URL means which history.
 *
 * @throws {StartError} where MongoDB is not as it must be
 */
export async function openHistory({ url, onFatal }: HistoryOptions): Promise<HistoryStore> {
  if (!/^mongodb(\+srv)?:/.test(url)) return openSqliteHistory({ file: fileOf(url), onFatal })
  // Embedded mode does without mongoose, which takes its time and memory to load.
  const { openMongodbHistory } = await import('./history-store.mongodb.ts')
  return openMongodbHistory({ url })
}
