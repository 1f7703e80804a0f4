import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise'
import { StartError } from '../../start-error.ts'
import type { MysqlAddress } from './address.ts'
import { checkPrivileges, checkServer } from './check-server.ts'
import { connectionOptions } from './connection-options.ts'
import { startErrorOf } from './start-error-of.ts'

/** A migration of a large table takes its time, and the nodes that start beside it wait. */
const PATIENCE_SECONDS = 600

interface LockRow extends RowDataPacket {
  taken: number | null
}

/** Runs `migrate` while this node alone does: DDL commits by itself, so a transaction keeps nobody out. */
export async function migrateAlone<T>(address: MysqlAddress, migrate: () => Promise<T>): Promise<T> {
  try {
    const connection = await createConnection(connectionOptions(address))
    try {
      await checkServer(connection)
      await takeLock(connection)
      const migrated = await migrate()
      await checkPrivileges(connection)
      return migrated
    } finally {
      // Which lets the lock go.
      connection.destroy()
    }
  } catch (error) {
    throw startErrorOf(error, address)
  }
}

/** Names of locks are the server's, not the database's. */
async function takeLock(connection: Connection): Promise<void> {
  const [[row]] = await connection.query<LockRow[]>("SELECT GET_LOCK(CONCAT('damso.', SHA1(DATABASE())), ?) AS taken", [
    PATIENCE_SECONDS,
  ])
  if (row?.taken === 1) return
  throw new StartError(
    `DATABASE_URL: another node has been migrating for ${PATIENCE_SECONDS / 60} minutes: wait for it, or end it and start again`,
  )
}
