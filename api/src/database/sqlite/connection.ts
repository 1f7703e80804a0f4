import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Failure, Parameters, Response, Result, Step, StepResult, ThreadOptions, Work } from './protocol.ts'

/** What SQLite answered instead of a result. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError'
  /** As in `SQLITE_CONSTRAINT_UNIQUE`; `WORKER_ENDED` where the thread is gone. */
  readonly code: string
  /** The file cannot be trusted to take commits, and what was being committed may stand or not. */
  readonly fatal: boolean

  constructor({ message, code, fatal }: Failure) {
    super(message)
    this.code = code
    this.fatal = fatal
  }
}

export interface SqliteOptions {
  file: string
  /** Reads run beside commits on a connection of their own, which refuses to write. */
  readOnly?: boolean
  /** Called once, with the first fatal error: the process should say so and end. */
  onFatal: (error: SqliteError) => void
}

/** One connection to one file, in a thread of its own. Requests are carried out in the order of the calls. */
export interface SqliteConnection {
  execute(sql: string, parameters?: Parameters): Promise<Result>
  all<Row>(sql: string, parameters?: Parameters): Promise<Row[]>
  /** As arrays in the order of the columns: cheaper to hand over than objects. */
  rows<Row extends readonly unknown[]>(sql: string, parameters?: Parameters): Promise<Row[]>
  script(sql: string): Promise<void>
  /** All steps in one durable transaction, or none. */
  commit(steps: readonly Step[]): Promise<StepResult[]>
  /** As a commit of this one step, but in one transaction with the others that wait: group commit. */
  append(step: Step): Promise<StepResult>
  close(): Promise<void>
}

interface Waiting {
  resolve: (value: never) => void
  reject: (error: SqliteError) => void
}

export function connectSqlite({ file, readOnly = false, onFatal }: SqliteOptions): SqliteConnection {
  // From dist: what is spawned is compiled.
  const worker = new Worker(new URL('./thread.js', import.meta.url), {
    workerData: { file, readOnly } satisfies ThreadOptions,
  })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended: SqliteError | undefined
  let closing = false

  function fail(error: SqliteError): void {
    if (ended === undefined && !closing) onFatal(error)
    ended ??= error
  }

  worker.on('message', (response: Response) => {
    const request = waiting.get(response.id)
    waiting.delete(response.id)
    if ('value' in response) return request?.resolve(response.value as never)
    const error = new SqliteError(response.failure)
    if (error.fatal) fail(error)
    request?.reject(error)
  })

  function end(reason: string): void {
    const error = new SqliteError({ message: `${file}: ${reason}`, code: 'WORKER_ENDED', fatal: true })
    fail(error)
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('error', (error) => end(error.message))
  worker.on('exit', () => end('its thread has ended'))

  const perform = <T>(work: Work): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (ended) return reject(ended)
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, work })
    })

  const execute = (sql: string, parameters: Parameters = [], raw = false) =>
    perform<Result>({ kind: 'execute', sql, parameters, raw })

  return {
    execute: (sql, parameters) => execute(sql, parameters),
    all: async <Row>(sql: string, parameters?: Parameters) => (await execute(sql, parameters)).rows as Row[],
    rows: async <Row>(sql: string, parameters?: Parameters) => (await execute(sql, parameters, true)).rows as Row[],
    script: (sql) => perform({ kind: 'script', sql }),
    commit: (steps) => perform({ kind: 'commit', steps }),
    append: (step) => perform({ kind: 'append', step }),
    async close() {
      if (closing) return
      closing = true
      if (ended) return
      const exited = once(worker, 'exit')
      await perform({ kind: 'close' })
      await exited
    },
  }
}
