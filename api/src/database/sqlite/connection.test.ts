import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectSqlite, type SqliteConnection } from './connection.ts'

let folder: string
let connection: SqliteConnection
let fatal: Error[]

const connect = (name = 'test.db', readOnly = false) =>
  connectSqlite({ file: join(folder, name), readOnly, onFatal: (error) => fatal.push(error) })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damso-sqlite-'))
  fatal = []
  connection = connect()
  await connection.script('CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b INTEGER)')
})

afterEach(async () => {
  await connection.close()
  await rm(folder, { recursive: true })
})

const insert = 'INSERT INTO t (a, b) VALUES (?, ?)'
const all = () => connection.rows('SELECT a, b FROM t ORDER BY id')

test('commits are durable and readers beside see them', async () => {
  const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout']
  const values = await Promise.all(settings.map((name) => connection.rows(`PRAGMA ${name}`)))
  expect(values.flat(2)).toEqual(['wal', 2, 1, 5_000])
  const reader = connect('test.db', true)
  await connection.execute(insert, ['x', 1])
  expect(await reader.all('SELECT a FROM t')).toEqual([{ a: 'x' }])
  await expect(reader.execute(insert, ['y', 2])).rejects.toThrow('readonly')
  await reader.close()
})

test('values come back as they went in; booleans are numbers, undefined is null', async () => {
  for (const value of [true, undefined, null, Number.MAX_SAFE_INTEGER, -1])
    await connection.execute(insert, [null, value])
  expect(await all()).toEqual([1, null, null, Number.MAX_SAFE_INTEGER, -1].map((value) => [null, value]))
  expect(await connection.all('SELECT $1 AS x, $2 AS y, $1 AS z', { 2: 'two', 1: '하나' })).toEqual([
    { x: '하나', y: 'two', z: '하나' },
  ])
})

test('one text is used with and without raw rows', async () => {
  await connection.execute(insert, ['x', 1])
  const sql = 'SELECT a, b FROM t'
  expect(await connection.all(sql)).toEqual([{ a: 'x', b: 1 }])
  expect(await connection.rows(sql)).toEqual([['x', 1]])
  expect(await connection.all(sql)).toEqual([{ a: 'x', b: 1 }])
})

test('a commit is all or nothing, and tells changes and rowids', async () => {
  const rows = [
    ['x', 1],
    ['y', 2],
  ]
  expect(await connection.commit([{ sql: insert, rows }])).toEqual([{ changes: 2, rowids: [1, 2] }])
  const failed = connection.commit([
    { sql: 'UPDATE t SET b = ?', rows: [[9]] },
    {
      sql: insert,
      rows: [
        ['z', 3],
        ['x', 4],
      ],
    },
  ])
  await expect(failed).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE', fatal: false })
  expect(await all()).toEqual(rows)
  expect(await connection.commit([{ sql: insert, rows: [['z', 3]] }])).toEqual([{ changes: 1, rowids: [3] }])
})

test('appends that wait share a transaction: all get their own rowids, or all fail together', async () => {
  const append = (...rows: [string, number][]) => connection.append({ sql: insert, rows })
  /** Keeps the thread busy, so that all of these wait for it. */
  const count = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT MAX(i) FROM n'
  const results = await Promise.all([append(['a', 1]), append(['b', 2], ['c', 3]), append(['d', 4])])
  expect(results.map(({ rowids }) => rowids)).toEqual([[1], [2, 3], [4]])
  const busy = connection.all(count)
  const failed = await Promise.allSettled([append(['e', 5]), append(['a', 6]), append(['f', 7])])
  await busy
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await all()).toHaveLength(4)
})

test('a statement that failed can be run again', async () => {
  await connection.execute(insert, ['x', 1])
  await expect(connection.execute(insert, ['x', 2])).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' })
  await connection.execute(insert, ['y', 2])
  await expect(connection.execute('SELECT missing FROM t')).rejects.toThrow('no such column')
  expect(await all()).toHaveLength(2)
})

test('a file that is no database is fatal, said once', async () => {
  await writeFile(join(folder, 'bad.db'), 'this is not a database, not at all '.repeat(100))
  const bad = connect('bad.db')
  await expect(bad.all('SELECT * FROM t')).rejects.toMatchObject({ fatal: true })
  await expect(bad.all('SELECT * FROM t')).rejects.toMatchObject({ fatal: true })
  expect(fatal).toHaveLength(1)
  await bad.close()
})

test('a closed connection refuses, and closing twice is closing once', async () => {
  const other = connect()
  await other.close()
  await other.close()
  await expect(other.all('SELECT 1')).rejects.toMatchObject({ code: 'WORKER_ENDED' })
  expect(fatal).toEqual([])
})
