import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { describe } from 'vitest'
import { describeWith, serviceUrl } from './service.ts'

/** An empty database of a test's own. */
export interface TestDatabase {
  url: string
  remove(): Promise<void>
}

export type CreateTestDatabase = () => Promise<TestDatabase>

/** The same tests over SQLite, always, and over MySQL or MariaDB, where there is one. */
export function describeDatabases(name: string, tests: (create: CreateTestDatabase) => void): void {
  describe(`${name}: SQLite`, () => tests(createSqliteDatabase))
  describeMysql(name, tests)
}

export function describeMysql(name: string, tests: (create: CreateTestDatabase) => void): void {
  describeWith(['mysql'], `${name}: MySQL`, () => tests(createMysqlDatabase))
}

export async function createSqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'damso-database-'))
  return { url: `sqlite:${join(folder, 'damso.db')}`, remove: () => rm(folder, { recursive: true }) }
}

export async function createMysqlDatabase(): Promise<TestDatabase> {
  const name = `damso_test_${randomBytes(8).toString('hex')}`
  await runOnServer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  return {
    url: new URL(`/${name}`, serviceUrl('mysql')).href,
    async remove() {
      await runOnServer(`DROP DATABASE ${name}`)
    },
  }
}

/** As the test server's own user: to make databases and users, and to end connections. Returns the rows of the last statement. */
export async function runOnServer(...statements: string[]): Promise<Record<string, unknown>[]> {
  const connection = await createConnection(serviceUrl('mysql'))
  try {
    let rows: RowDataPacket[] = []
    for (const sql of statements) rows = (await connection.query<RowDataPacket[]>(sql))[0]
    return rows
  } finally {
    await connection.end()
  }
}
