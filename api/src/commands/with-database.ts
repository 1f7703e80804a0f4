import { Refusal } from '@damso/schema/model'
import type { Config } from '../config.ts'
import { createDatabase, type Database } from '../database/database.ts'
import { UsageError } from './command.ts'

/**
 * Opens the tables, beside a running server too, for as long as `act` takes. A refusal is a wrong argument here.
 *
 * @throws {UsageError}
 */
export async function withDatabase<T>({ databaseUrl }: Config, act: (database: Database) => Promise<T>): Promise<T> {
  const onFatal = (error: Error) => {
    throw error
  }
  const database = createDatabase({ url: databaseUrl, onFatal })
  try {
    await database.migrate()
    return await act(database)
  } catch (error) {
    throw error instanceof Refusal ? new UsageError(error.message, { cause: error }) : error
  } finally {
    await database.stop()
  }
}
