import { ConnectionError, DatabaseError, type Sequelize } from 'sequelize'
import { createLruMap } from '../../lru-map.ts'
import type { Opened } from '../opened.ts'

/** What of mysql2 is called here, on a connection of Sequelize's pool. */
interface Driver {
  execute(
    options: { sql: string; rowsAsArray: true; values: unknown[] },
    callback: (error: DriverError | null, rows: never[]) => void,
  ): unknown
}

type DriverError = Error & { sql: string; fatal?: boolean }

/** mysql2 has places instead of names. */
interface Placed {
  sql: string
  names: string[]
}

/** Statements are few; a list of ids of each length is one. */
const TEXTS = 500

/** Reads through connections of Sequelize's pool, prepared, without what Sequelize does to a statement and its rows. */
export function createRows({ connectionManager }: Sequelize, onStatement?: (sql: string) => void): Opened['rows'] {
  const texts = createLruMap<string, Placed>(TEXTS)

  function place(text: string): Placed {
    const names: string[] = []
    const sql = text.replace(/\$(\w+)/g, (_, name: string) => {
      names.push(name)
      return '?'
    })
    const placed = { sql, names }
    texts.set(text, placed)
    return placed
  }

  return async (text, parameters) => {
    const { sql, names } = texts.get(text) ?? place(text)
    onStatement?.(text)
    const connection = await connectionManager.getConnection({ type: 'read' })
    try {
      const values = names.map((name) => parameters[name])
      return await new Promise((resolve, reject) => {
        const answered = (error: DriverError | null, rows: never[]) => (error ? reject(failure(error)) : resolve(rows))
        ;(connection as unknown as Driver).execute({ sql, rowsAsArray: true, values }, answered)
      })
    } finally {
      connectionManager.releaseConnection(connection)
    }
  }
}

/** As Sequelize's own queries fail. */
const failure = (error: DriverError) => (error.fatal ? new ConnectionError(error) : new DatabaseError(error))
