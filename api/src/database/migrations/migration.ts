import type { QueryInterface, Transaction } from 'sequelize'

export interface MigrationContext {
  queryInterface: QueryInterface
  /** SQLite takes DDL back with it; MySQL commits each statement, so a migration must bear being run again. */
  transaction: Transaction
}

export interface Migration {
  name: string
  up(context: MigrationContext): Promise<void>
}
