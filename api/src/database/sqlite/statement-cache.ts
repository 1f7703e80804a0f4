import type Database from 'libsql'

type Statement = ReturnType<Database.Database['prepare']>

export interface StatementCache {
  use<T>(sql: string, work: (statement: Statement) => T): T
  clear(): void
}

/** Longer texts carry their values inside, so they will not come again. */
const CACHED_CHARACTERS = 4_096

/** Prepares each text once and keeps the `capacity` most recently used. */
export function createStatementCache(database: Database.Database, capacity: number): StatementCache {
  const statements = new Map<string, Statement>()

  return {
    use(sql, work) {
      const statement = statements.get(sql) ?? database.prepare(sql)
      statements.delete(sql)
      const result = work(statement)
      // Kept only after it went well: libsql does not reset a statement that failed, and DDL makes column lists stale.
      if (/^\s*(CREATE|ALTER|DROP)\b/i.test(sql)) statements.clear()
      else if (sql.length <= CACHED_CHARACTERS) statements.set(sql, statement)
      const oldest = statements.size > capacity ? statements.keys().next() : undefined
      if (oldest?.value !== undefined) statements.delete(oldest.value)
      return result
    },
    clear: () => statements.clear(),
  }
}
