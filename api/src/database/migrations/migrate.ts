import type { Sequelize, Transaction } from 'sequelize'
import { SequelizeStorage, Umzug } from 'umzug'
import { migrations } from './index.ts'

interface Target {
  sequelize: Sequelize
  write<T>(fn: (transaction: Transaction) => Promise<T>): Promise<T>
}

/** Runs what has not run yet, each in one transaction; returns the names. */
export async function migrate({ sequelize, write }: Target): Promise<string[]> {
  const queryInterface = sequelize.getQueryInterface()
  const umzug = new Umzug({
    migrations: migrations.map(({ name, up }) => ({
      name,
      up: () => write((transaction) => up({ queryInterface, transaction })),
    })),
    storage: new SequelizeStorage({ sequelize, tableName: 'migrations' }),
    logger: undefined,
  })
  return (await umzug.up()).map(({ name }) => name)
}
