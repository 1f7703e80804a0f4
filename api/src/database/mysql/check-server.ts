import type { Connection, RowDataPacket } from 'mysql2/promise'
import { StartError } from '../../start-error.ts'

/** What a server says of itself, as its variables. */
export interface ServerFacts {
  version: string
  /** Whether it keeps a binary log. */
  log_bin: string
  /** Absent in servers that log rows alone. */
  binlog_format?: string
}

interface Variable extends RowDataPacket {
  Variable_name: string
  Value: string
}

/** The oldest that this is meant for: JSON_TABLE is in both, and MariaDB 10.6 is its oldest release with long support. */
const OLDEST = { MySQL: [8, 0, 19], MariaDB: [10, 6, 0] } as const

/** @throws {StartError} */
export async function checkServer(connection: Connection): Promise<void> {
  const [rows] = await connection.query<Variable[]>(
    "SHOW GLOBAL VARIABLES WHERE variable_name IN ('version', 'log_bin', 'binlog_format')",
  )
  const facts = { version: '', log_bin: '' }
  for (const { Variable_name, Value } of rows) Object.assign(facts, { [Variable_name]: Value })
  const fault = faultOf(facts)
  if (fault) throw new StartError(`DATABASE_URL: ${fault}`)
}

/** Why this server is none to work with. */
export function faultOf({ version, log_bin, binlog_format }: ServerFacts): string | undefined {
  const kind = /mariadb/i.test(version) ? 'MariaDB' : 'MySQL'
  const numbers = (/\d+\.\d+\.\d+/.exec(version)?.[0] ?? '0.0.0').split('.').map(Number)
  const oldest = OLDEST[kind]
  if (isOlder(numbers, oldest))
    return `the server is ${kind} ${numbers.join('.')}, which is too old: set up ${kind} ${oldest.join('.')} or newer`
  if (log_bin === 'ON' && binlog_format === 'STATEMENT')
    return 'the server has binlog_format=STATEMENT, which cannot log what READ COMMITTED writes: set it to ROW or MIXED'
  return undefined
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
