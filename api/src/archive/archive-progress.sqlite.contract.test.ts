import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '../database/database.ts'
import { describeArchiveProgress } from './archive-progress.contract.ts'

describeArchiveProgress('SQLite', async (onStatement) => {
  const folder = await mkdtemp(join(tmpdir(), 'damso-progress-'))
  const database = createDatabase({
    onStatement,
    url: `sqlite:${join(folder, 'damso.db')}`,
    onFatal(error) {
      throw error
    },
  })
  await database.migrate()
  return { database, remove: () => rm(folder, { recursive: true }) }
})
