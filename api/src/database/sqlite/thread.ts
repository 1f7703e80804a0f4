/**
 * A worker thread that owns one connection to one SQLite file: the driver is synchronous, and a commit waits for the disk.
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'libsql'
import { failureOf } from './failure.ts'
import type { Parameters, Request, Response, Result, Step, StepResult, ThreadOptions, Work } from './protocol.ts'
import { createStatementCache } from './statement-cache.ts'

const BUSY_MILLISECONDS = 5_000
const STATEMENTS = 256

const { file, readOnly } = workerData as ThreadOptions
const database = new Database(file, { timeout: BUSY_MILLISECONDS })
const statements = createStatementCache(database, STATEMENTS)
// WAL is written into the file, and to set it needs the file alone: the writer's business.
database.exec(readOnly ? 'PRAGMA query_only = ON' : 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
database.exec('PRAGMA foreign_keys = ON')

/** libsql aborts the process on a boolean and on undefined. */
const bindable = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : (value ?? null))

function bind(parameters: Parameters): object {
  if (Array.isArray(parameters)) return parameters.map(bindable)
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, bindable(value)]))
}

/** True while a COMMIT runs: what fails then, nobody knows whether it stands. */
let committing = false

function execute(sql: string, parameters: Parameters, raw: boolean): Result {
  committing = /^\s*COMMIT\b/i.test(sql)
  return statements.use(sql, (statement) => {
    const bound = bind(parameters)
    if (!statement.reader) {
      const { changes, lastInsertRowid } = statement.run(bound)
      return { rows: [], changes, lastInsertRowid: Number(lastInsertRowid) }
    }
    return { rows: statement.raw(raw).all(bound), changes: 0, lastInsertRowid: 0 }
  })
}

function runStep({ sql, rows }: Step): StepResult {
  return statements.use(sql, (statement) => {
    const result: StepResult = { changes: 0, rowids: [] }
    for (const row of rows) {
      const { changes, lastInsertRowid } = statement.run(row)
      result.changes += changes
      if (changes > 0) result.rowids.push(Number(lastInsertRowid))
    }
    return result
  })
}

function commit(steps: readonly Step[]): StepResult[] {
  database.exec('BEGIN IMMEDIATE')
  try {
    const results = steps.map(runStep)
    committing = true
    database.exec('COMMIT')
    return results
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK')
    throw error
  }
}

function perform(work: Work): unknown {
  switch (work.kind) {
    case 'execute':
      return execute(work.sql, work.parameters, work.raw)
    case 'script':
      return database.exec(work.sql)
    case 'commit':
      return commit(work.steps)
    case 'close':
      statements.clear()
      return database.close()
  }
}

parentPort?.on('message', ({ id, work }: Request) => {
  let response: Response
  committing = false
  try {
    response = { id, value: perform(work) }
  } catch (error) {
    response = { id, failure: failureOf(error, committing) }
  }
  parentPort?.postMessage(response)
  if (work.kind === 'close') parentPort?.close()
})
