import { createDatabase } from '../database/database.ts'
import { describeDatabases } from '../testing/databases.ts'
import { describeArchiveProgress } from './archive-progress.contract.ts'

describeDatabases('archive progress', (create) =>
  describeArchiveProgress(async (onStatement) => {
    const { url, remove } = await create()
    const onFatal = (error: Error) => {
      throw error
    }
    const database = createDatabase({ url, onFatal, onStatement })
    await database.migrate()
    return { database, remove }
  }),
)
