import type { Sequelize, Transaction } from 'sequelize'

/** Which SQL a database speaks; MariaDB's is that of MySQL. */
export type Dialect = 'sqlite' | 'mysql'

/** One kind of database behind Sequelize. */
export interface Opened {
  dialect: Dialect
  sequelize: Sequelize
  /** SQL of the database's own time, in milliseconds since 1970. */
  clock: string
  /**
   * A SELECT by hand, outside of any transaction, past Sequelize: rows as arrays in the order of the columns, which cost less than
   * objects on their way from SQLite's thread and out of mysql2. Parameters are `$name`.
   */
  rows<Row extends readonly unknown[]>(
    sql: string,
    parameters: Readonly<Record<string, string | number | null>>,
  ): Promise<Row[]>
  write<T>(fn: (transaction: Transaction) => Promise<T>): Promise<T>
  /**
   * Runs migrations over a connection that gives them time, while no other node does, and proves before and after
   * that the server is one to work with.
   * @throws {StartError}
   */
  migrate(run: (sequelize: Sequelize) => Promise<string[]>): Promise<string[]>
  close(): Promise<void>
}
