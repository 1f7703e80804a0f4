import type { ModelAttributes } from 'sequelize'
import * as columns from '../columns.ts'
import type { MigrationContext } from './migration.ts'

const tables: Record<string, ModelAttributes> = {
  epochs: {
    epoch: columns.count.key,
    partitions: columns.count.required,
    opened_at: columns.time.required,
    fenced: columns.origin.nullable,
  },
  nodes: {
    id: columns.word.key,
    alive_until: columns.time.required,
  },
}

/** Who shares the partitions, and which log they share. */
export async function up({ queryInterface, transaction }: MigrationContext): Promise<void> {
  for (const [table, attributes] of Object.entries(tables))
    await queryInterface.createTable(table, attributes, {
      transaction,
      charset: 'utf8mb4',
      collate: 'utf8mb4_bin',
    })
}
