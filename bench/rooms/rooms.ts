/**
 * A page of 30 rooms with counterparts, last messages and unread counts, against hand-written SQL through the same kind of
 * worker; and a member of 5,000 rooms against one of 26.
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '@damso/api/internal/database'
import { connectSqlite } from '@damso/api/internal/sqlite'
import type { Line } from '../support/compare.ts'
import { comparePages } from './pages.ts'
import { type Insert, populate } from './population.ts'

const COMMUNITY = { rooms: 20_000, others: 5_000 }

const onFatal = (error: Error) => {
  throw error
}

async function fill(file: string): Promise<void> {
  const connection = connectSqlite({ file, onFatal })
  const insert: Insert = (table, rows) => {
    const columns = Object.keys(rows[0] ?? {})
    const sql = `INSERT INTO ${table} (${columns}) VALUES (${columns.map(() => '?')})`
    return connection.commit([{ sql, rows: rows.map(Object.values) }])
  }
  await populate(insert, COMMUNITY)
  await connection.script('ANALYZE')
  await connection.close()
}

export async function* run(): AsyncIterable<Line> {
  const folder = await mkdtemp(join(tmpdir(), 'damso-bench-'))
  const file = join(folder, 'rooms.db')
  const database = createDatabase({ url: `sqlite:${file}`, onFatal })
  await database.migrate()
  await fill(file)
  const bare = connectSqlite({ file, readOnly: true, onFatal })
  try {
    yield* comparePages(database, { name: 'hand-written SQL through the same worker', all: bare.all })
  } finally {
    await bare.close()
    await database.stop()
    await rm(folder, { recursive: true })
  }
}
