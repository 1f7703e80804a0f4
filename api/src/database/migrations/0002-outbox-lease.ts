import * as columns from '../columns.ts'
import type { MigrationContext } from './migration.ts'

const leaseUntil = { ...columns.time.required, defaultValue: 0 }

/** Which rows of the outbox a node has in hand. */
export async function up({ queryInterface, transaction }: MigrationContext): Promise<void> {
  const present = await queryInterface.describeTable('outbox')
  if (!('lease_until' in present)) await queryInterface.addColumn('outbox', 'lease_until', leaseUntil, { transaction })
}
