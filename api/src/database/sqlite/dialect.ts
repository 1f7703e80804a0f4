/**
 * Gives Sequelize's SQLite dialect the few functions of the `sqlite3` module that it calls, over our threads.
 * Every transaction of Sequelize asks for a `Database` of its own; here they are all one writer, taken in turns, because
 * Sequelize does not survive SQLITE_BUSY (a statement that met it poisons its connection's COMMIT). Reads outside of
 * transactions go to the reader and wait for nobody.
 * @module
 */

import { createLock } from '../lock.ts'
import type { SqliteConnection } from './connection.ts'
import type { Parameters, Result } from './protocol.ts'

type Callback = (this: { lastID: number; changes: number }, error: unknown, rows?: unknown[]) => void

const isRead = (sql: string) => /^\s*(SELECT|WITH|PRAGMA|EXPLAIN)\b/i.test(sql)
const isBegin = (sql: string) => /^\s*BEGIN\b/i.test(sql)
const isEnd = (sql: string) => /^\s*(COMMIT|ROLLBACK)\b(?!\s+TO\b)/i.test(sql)
const isSchemaChange = (sql: string) => /^\s*(CREATE|ALTER|DROP)\b/i.test(sql)
const isColumnList = (sql: string) => /^PRAGMA table_info/i.test(sql)

/** Sequelize names parameters `$1`; libsql wants the name without its prefix. */
const unprefixed = (parameters: Parameters): Parameters =>
  Array.isArray(parameters)
    ? parameters
    : Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name.replace(/^\$/, ''), value]))

/** @returns a `dialectModule` */
export function createDialect({ reader, writer }: { reader: SqliteConnection; writer: SqliteConnection }): object {
  const lock = createLock()
  /** Sequelize asks for the columns of a table before each query of a model; they change at the start alone. */
  const columnLists = new Map<string, Result>()

  async function listColumns(sql: string): Promise<Result> {
    const columns = await reader.execute(sql)
    columnLists.set(sql, columns)
    return columns
  }

  async function write(sql: string, parameters: Parameters): Promise<Result> {
    try {
      return await writer.execute(sql, parameters)
    } finally {
      if (isSchemaChange(sql)) columnLists.clear()
    }
  }

  async function alone(sql: string, parameters: Parameters): Promise<Result> {
    if (isColumnList(sql)) return listColumns(sql)
    if (isRead(sql)) return reader.execute(sql, parameters)
    const release = await lock.take()
    try {
      return await write(sql, parameters)
    } finally {
      release()
    }
  }

  class Database {
    /** Held from BEGIN to COMMIT or ROLLBACK. */
    #release: (() => void) | undefined

    constructor(_file: string, _mode: number, opened: (error: null) => void) {
      queueMicrotask(() => opened(null))
    }

    async #execute(sql: string, parameters: Parameters): Promise<Result> {
      const columns = columnLists.get(sql)
      if (columns) return columns
      if (isBegin(sql)) this.#release = await lock.take()
      if (this.#release === undefined) return alone(sql, parameters)
      try {
        const result = await write(sql, parameters)
        if (isEnd(sql)) this.#end()
        return result
      } catch (error) {
        // A COMMIT that failed leaves its transaction open.
        if (isEnd(sql)) await writer.execute('ROLLBACK').catch(() => undefined)
        if (isEnd(sql) || isBegin(sql)) this.#end()
        throw error
      }
    }

    #end(): void {
      this.#release?.()
      this.#release = undefined
    }

    #answer(sql: string, parameters: Parameters, callback: Callback): void {
      this.#execute(sql, unprefixed(parameters)).then(
        ({ rows, changes, lastInsertRowid }) => callback.call({ lastID: lastInsertRowid, changes }, null, rows),
        (error) => callback.call({ lastID: 0, changes: 0 }, error),
      )
    }

    run(sql: string, parameters: Parameters, callback: Callback): void {
      this.#answer(sql, parameters, callback)
    }

    all(sql: string, parameters: Parameters | Callback, callback?: Callback): void {
      if (typeof parameters === 'function') this.#answer(sql, [], parameters)
      else if (callback) this.#answer(sql, parameters, callback)
    }

    exec(sql: string, callback: Callback): void {
      this.#answer(sql, [], callback)
    }

    serialize(work: () => void): void {
      work()
    }

    close(callback?: (error: null) => void): void {
      callback?.(null)
    }
  }

  return { Database, OPEN_READWRITE: 2, OPEN_CREATE: 4 }
}
