import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
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
    remove: () => runOnServer(`DROP DATABASE ${name}`),
  }
}

/** As the test server's own user: to make databases and users, and to end connections. */
export async function runOnServer(...statements: string[]): Promise<void> {
  const connection = await createConnection(serviceUrl('mysql'))
  try {
    for (const sql of statements) await connection.query(sql)
  } finally {
    await connection.end()
  }
}
