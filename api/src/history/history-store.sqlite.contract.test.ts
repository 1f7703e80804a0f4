import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeHistoryStore } from './history-store.contract.ts'
import { openSqliteHistory } from './history-store.sqlite.ts'

describeHistoryStore('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'damso-history-'))
  return {
    open: () =>
      openSqliteHistory({
        file: join(folder, 'history.db'),
        onFatal(error) {
          throw error
        },
      }),
    remove: () => rm(folder, { recursive: true }),
  }
})
