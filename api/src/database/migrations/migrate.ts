import type { Sequelize } from 'sequelize'
import { SequelizeStorage } from 'umzug/lib/storage/sequelize.js'
import { StartError } from '../../start-error.ts'
import { migrations } from './index.ts'

/**
 * Runs what has not run yet, each in one transaction; returns the names.
 * @throws {StartError} where a newer release was here: what it changed, this one does not know
 */
export async function migrate(sequelize: Sequelize): Promise<string[]> {
  const queryInterface = sequelize.getQueryInterface()
  const storage = new SequelizeStorage({ sequelize, tableName: 'migrations' })
  const known = new Set(migrations.map(({ name }) => name))
  const executed = await storage.executed()
  const foreign = executed.filter((name) => !known.has(name))
  if (foreign.length > 0)
    throw new StartError(
      `DATABASE_URL: the database was migrated by a newer release (${foreign.join(', ')}): run that release, or restore the backup from before it`,
    )
  if (executed.length === known.size) return []
  // It brings a command line of its own, a tenth of what a start loads: where nothing is to be done it is left out.
  const { Umzug } = await import('umzug')
  const umzug = new Umzug({
    migrations: migrations.map(({ name, up }) => ({
      name,
      up: () => sequelize.transaction((transaction) => up({ queryInterface, transaction })),
    })),
    storage,
    logger: undefined,
  })
  return (await umzug.up()).map(({ name }) => name)
}
