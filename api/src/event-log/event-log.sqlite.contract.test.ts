import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeEventLog } from './event-log.contract.ts'
import { openSqliteEventLog } from './event-log.sqlite.ts'

describeEventLog('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'damso-log-'))
  return {
    open: () =>
      openSqliteEventLog({
        file: join(folder, 'log.db'),
        epoch: 3,
        onFatal(error) {
          throw error
        },
      }),
    remove: () => rm(folder, { recursive: true }),
  }
})
