import type { Connection, RowDataPacket } from 'mysql2/promise'
import { StartError } from '../../start-error.ts'

interface ServerRow extends RowDataPacket {
  version: string
  logged: number
  format: string
}

/** Row aliases apart, what our SQL needs: SKIP-free locking reads, JSON_TABLE, derived tables in UPDATE. */
const OLDEST = { MySQL: [8, 0, 19], MariaDB: [10, 6, 0] } as const

/** Whether this server is one to work with. @throws {StartError} */
export async function checkServer(connection: Connection): Promise<void> {
  const [[row]] = await connection.query<ServerRow[]>(
    'SELECT VERSION() AS version, @@log_bin AS logged, @@binlog_format AS format',
  )
  if (!row) throw new Error('the database does not say its version')
  const kind = /mariadb/i.test(row.version) ? 'MariaDB' : 'MySQL'
  const version = (/\d+\.\d+\.\d+/.exec(row.version)?.[0] ?? '0.0.0').split('.').map(Number)
  if (isOlder(version, OLDEST[kind]))
    throw new StartError(
      `DATABASE_URL: the server is ${kind} ${version.join('.')}, too old: ${kind} ${OLDEST[kind].join('.')} or newer is needed`,
    )
  if (row.logged && row.format === 'STATEMENT')
    throw new StartError(
      'DATABASE_URL: the server has binlog_format=STATEMENT, which cannot log what READ COMMITTED writes: set ROW or MIXED',
    )
}

function isOlder(version: readonly number[], than: readonly number[]): boolean {
  const at = than.findIndex((number, at) => version[at] !== number)
  return at >= 0 && Number(version[at]) < Number(than[at])
}

/** What every node does all day, on no row: the server names the privilege that is missing. */
const DAILY = [
  'SELECT id FROM outbox WHERE FALSE',
  'INSERT INTO outbox SELECT * FROM outbox WHERE FALSE',
  'UPDATE outbox SET kind = kind WHERE FALSE',
  'DELETE FROM outbox WHERE FALSE',
]

export async function checkPrivileges(connection: Connection): Promise<void> {
  for (const sql of DAILY) await connection.query(sql)
}
