/**
 * The relational side: sites, members, rooms, memberships, the outbox and the archive's progress, by Sequelize.
 * @module
 */
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize'
import { StartError } from '../start-error.ts'
import { migrate } from './migrations/migrate.ts'
import { defineModels, type Models } from './models/models.ts'
import { openMysql } from './mysql/open.ts'
import type { Dialect, Opened } from './opened.ts'
import { openSqlite } from './sqlite/open.ts'

export interface DatabaseOptions {
  /** `sqlite:<path of the file>`, `mysql://user:password@host:port/name` or `mariadb://…`. */
  url: string
  /** An I/O error on commit to a file: nothing can be promised any more, so the process should say it and end. */
  onFatal: (error: Error) => void
  /** Sees each statement: to count them in tests. */
  onStatement?: (sql: string) => void
}

export interface Database {
  /** For the few statements that differ: `archive-statements.ts`, `search.ts`. */
  dialect: Dialect
  sequelize: Sequelize
  models: Models
  /** SQL that gives the database's own time, in milliseconds since 1970: nodes may disagree about theirs. */
  clock: string
  /** A SELECT by hand, as arrays in the order of its columns; parameters are `$name`. For pages of rooms, where objects are dear. */
  rows: Opened['rows']
  /**
   * Runs `fn` in a transaction that begins as a writer. On SQLite writers take turns: keep them short. A write
   * that is awaited inside `fn` without its `transaction` waits for `fn` to end, for ever.
   *
   * On MySQL they overlap, at READ COMMITTED: lock what is read to be changed, and expect a unique index to refuse what was
   * absent a moment ago. Those that wait for each other are run again, so all that `fn` decides on it reads inside.
   */
  write<T>(fn: (transaction: Transaction) => Promise<T>): Promise<T>
  /**
   * Connects, without changing anything, and says what is there: `MariaDB 10.11.6`.
   * @throws {StartError} where the server is not as it must be
   */
  check(): Promise<string>
  /**
   * Brings the tables up to this version, one node at a time; returns the names of the migrations that ran.
   * @throws {StartError} where the server or the database is none to work with
   */
  migrate(): Promise<string[]>
  stop(): Promise<void>
}

/** The one place that knows which URL means which dialect. */
function open({ url, ...options }: DatabaseOptions): Opened {
  const [, kind, rest] = /^([a-z]+):(.+)$/.exec(url) ?? []
  if (kind === 'sqlite' && rest) return openSqlite({ file: rest, ...options })
  if (kind === 'mysql' || kind === 'mariadb') return openMysql({ url, ...options })
  throw new StartError('DATABASE_URL must be sqlite:<path of the file> or mysql://user:password@host:port/name')
}

async function versionOf(dialect: Dialect, sequelize: Sequelize): Promise<string> {
  const sql = dialect === 'sqlite' ? 'SELECT sqlite_version() AS version' : 'SELECT VERSION() AS version'
  const [row] = await sequelize.query<{ version: string }>(sql, { type: QueryTypes.SELECT })
  const version = row?.version ?? ''
  if (dialect === 'sqlite') return `SQLite ${version}`
  return version.includes('MariaDB') ? `MariaDB ${version.replace(/-.*/, '')}` : `MySQL ${version}`
}

export function createDatabase(options: DatabaseOptions): Database {
  const { dialect, sequelize, clock, rows, write, close, ...opened } = open(options)
  const models = defineModels(sequelize)
  return {
    ...{ dialect, sequelize, models, clock, rows, write },
    async check() {
      const [version] = await opened.migrate(async (asked) => [await versionOf(dialect, asked)])
      return version ?? ''
    },
    migrate: () => opened.migrate(migrate),
    stop: close,
  }
}
