/**
 * The relational side: sites, members, rooms, memberships, the outbox and the archive's progress, by Sequelize.
 * @module
 */
import type { Sequelize, Transaction } from 'sequelize'
import { migrate } from './migrations/migrate.ts'
import { defineModels, type Models } from './models/models.ts'
import { openSqlite } from './sqlite/open.ts'

export interface DatabaseOptions {
  /** `sqlite:<path of the file>`. */
  url: string
  /** An I/O error on commit: nothing can be promised any more, so the process should say it and end. */
  onFatal: (error: Error) => void
  /** Sees each statement that Sequelize runs: to count them in tests. */
  onStatement?: (sql: string) => void
}

export interface Database {
  sequelize: Sequelize
  models: Models
  /** SQL that gives the database's own time, in milliseconds since 1970: nodes may disagree about theirs. */
  clock: string
  /**
   * Runs `fn` in a transaction that begins as a writer. On SQLite writers take turns: keep them short. A write
   * that is awaited inside `fn` without its `transaction` waits for `fn` to end, for ever.
   */
  write<T>(fn: (transaction: Transaction) => Promise<T>): Promise<T>
  /** Brings the tables up to this version; returns the names of the migrations that ran. */
  migrate(): Promise<string[]>
  stop(): Promise<void>
}

interface Opened {
  sequelize: Sequelize
  clock: string
  close(): Promise<void>
}

/** The one place that knows which URL means which dialect. */
function open({ url, ...options }: DatabaseOptions): Opened {
  const [, kind, rest] = /^([a-z]+):(.+)$/.exec(url) ?? []
  if (kind === 'sqlite' && rest) return openSqlite({ file: rest, ...options })
  throw new Error(`DATABASE_URL must be sqlite:<path of the file>, not ${JSON.stringify(url)}`)
}

export function createDatabase(options: DatabaseOptions): Database {
  const { sequelize, clock, close } = open(options)
  const models = defineModels(sequelize)

  const write: Database['write'] = (fn) => sequelize.transaction(fn)
  return { sequelize, models, clock, write, migrate: () => migrate({ sequelize, write }), stop: close }
}
