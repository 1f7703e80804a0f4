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
/** Rows of ordinary messages that take about as long to write as the fsync that ends their transaction. */
const GROUP_ROWS = 2_000

type AppendWork = Extract<Work, { kind: 'append' }>

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

function perform(work: Exclude<Work, AppendWork>): unknown {
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

/** Answers each id with its value, or all of them with the one failure. */
function answer(ids: readonly number[], work: () => readonly unknown[]): void {
  let responses: Response[]
  committing = false
  try {
    const values = work()
    responses = ids.map((id, at) => ({ id, value: values[at] }))
  } catch (error) {
    const failure = failureOf(error, committing)
    responses = ids.map((id) => ({ id, failure }))
  }
  for (const response of responses) parentPort?.postMessage(response)
}

/** Appends that came while the thread was busy, most often with the commit before. */
let appends: { id: number; step: Step }[] = []

function commitAppends(): void {
  let rows = 0
  let count = 0
  for (const { step } of appends) {
    if (rows >= GROUP_ROWS) break
    rows += step.rows.length
    count++
  }
  const group = appends.slice(0, count)
  appends = appends.slice(count)
  answer(
    group.map(({ id }) => id),
    () => commit(group.map(({ step }) => step)),
  )
  if (appends.length > 0) setImmediate(commitAppends)
}

parentPort?.on('message', ({ id, work }: Request) => {
  if (work.kind === 'append') {
    if (appends.push({ id, step: work.step }) === 1) setImmediate(commitAppends)
    return
  }
  answer([id], () => [perform(work)])
  if (work.kind === 'close') parentPort?.close()
})
