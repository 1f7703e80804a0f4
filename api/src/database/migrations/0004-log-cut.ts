import * as columns from '../columns.ts'
import type { MigrationContext } from './migration.ts'

const logCut = { ...columns.flag.required, defaultValue: false }

/** Whether a fence is for good: a log that was cut may give its places out again. */
export async function up({ queryInterface, transaction }: MigrationContext): Promise<void> {
  const present = await queryInterface.describeTable('epochs')
  if (!('log_cut' in present)) await queryInterface.addColumn('epochs', 'log_cut', logCut, { transaction })
}
