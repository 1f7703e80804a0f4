/**
 * In MySQL or MariaDB, among a million memberships: a page of 30 rooms, against hand-written SQL by the bare driver; and a member of
 * 5,000 rooms against one of 26.
 * @module
 */
import { createDatabase } from '@damso/api/internal/database'
import type { Connection } from 'mysql2/promise'
import type { Line } from '../support/compare.ts'
import { openMysql } from '../support/mysql.ts'
import { comparePages } from './pages.ts'
import { type Insert, populate } from './population.ts'

const COMMUNITY = { rooms: 250_000, others: 50_000 }

const onFatal = (error: Error) => {
  throw error
}

async function fill(connection: Connection): Promise<void> {
  const insert: Insert = (table, rows) =>
    connection.query(`INSERT INTO ${table} (${Object.keys(rows[0] ?? {})}) VALUES ?`, [rows.map(Object.values)])
  // Rows that are known to be right need not be proved one by one.
  await connection.query('SET unique_checks = 0, foreign_key_checks = 0')
  await populate(insert, COMMUNITY)
  await connection.query('ANALYZE TABLE members, rooms, memberships')
}

export async function* run(): AsyncIterable<Line> {
  const mysql = await openMysql()
  const database = createDatabase({ url: mysql.url, onFatal })
  try {
    await database.migrate()
    await fill(mysql.connection)
    // Prepared, as ours is.
    const all = (sql: string, parameters: string[]) => mysql.connection.execute(sql, parameters)
    yield* comparePages(database, { name: 'hand-written SQL by the bare driver', all })
  } finally {
    await database.stop()
    await mysql.remove()
  }
}
