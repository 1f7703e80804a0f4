import { fileOf } from '../database/sqlite/file-of.ts'
import { openSqliteHistory } from './history-store.sqlite.ts'
import type { HistoryStore } from './history-store.ts'

/** The one place that knows which URL means which history. */
export const openHistory = ({
  url,
  onFatal,
}: {
  url: string
  onFatal: (error: Error) => void
}): Promise<HistoryStore> => openSqliteHistory({ file: fileOf(url), onFatal })
