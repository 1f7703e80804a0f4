import type { Socket } from 'node:net'

/** A connection of mysql2, as Sequelize's hook hands it over. */
export interface Connection {
  stream: Socket
  query(sql: string, callback: (error: Error | null) => void): unknown
}

const LOCK_SECONDS = 3
const STATEMENT_SECONDS = 20
/** A node that froze inside a transaction, or was cut off, holds its locks no longer; the pool closes what is idle before. */
const IDLE_SECONDS = 20
/** Longer than any statement may take: a server that is silent for so long is not there any more. */
const SILENCE_MILLISECONDS = 30_000

/**
 * READ COMMITTED: a transaction that waited for a row reads what the one before it left, and what is absent is not
 * locked, so that two that make the same thing meet at its unique index.
 */
const ISOLATION = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'

/**
 * Strict, whatever the server's file says: text is never cut, and a backslash escapes, as the driver's quoting needs it.
 * Of the two last comments MariaDB runs the first and MySQL the second: MariaDB leaves out what is marked 50700 to 50999.
 */
const VARIABLES = `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO',
autocommit = 1, innodb_lock_wait_timeout = ${LOCK_SECONDS}, wait_timeout = ${IDLE_SECONDS}
/*M!100600 , max_statement_time = ${STATEMENT_SECONDS} */ /*!50708 , max_execution_time = ${STATEMENT_SECONDS * 1_000} */`

const PATIENT = `SET SESSION wait_timeout = 86400 /*M!100600 , max_statement_time = 0 */ /*!50708 , max_execution_time = 0 */`

/** @param patient for migrations, whose statements may take hours */
export async function prepareSession(connection: Connection, patient: boolean): Promise<void> {
  for (const sql of [ISOLATION, VARIABLES, ...(patient ? [PATIENT] : [])]) await run(connection, sql)
  if (!patient) endInSilence(connection.stream)
}

/** A peer that vanished without a word would leave a statement waiting for as long as TCP tries. */
function endInSilence(stream: Socket): void {
  stream.setTimeout(SILENCE_MILLISECONDS, () => {
    const error = new Error(`the database has been silent for ${SILENCE_MILLISECONDS / 1_000} s`)
    stream.destroy(Object.assign(error, { code: 'ECONNRESET' }))
  })
}

const run = (connection: Connection, sql: string): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.query(sql, (error) => (error ? reject(error) : resolve()))
  })
