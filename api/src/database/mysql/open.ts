import { type Options, Sequelize } from 'sequelize'
import type { Opened } from '../opened.ts'
import { type MysqlAddress, parseAddress } from './address.ts'
import { boundPool, POOL } from './bound-pool.ts'
import { driverOptions } from './connection-options.ts'
import { migrateAlone } from './migrate-alone.ts'
import { createRows } from './rows.ts'
import { type Connection, prepareSession } from './session.ts'
import { write } from './write.ts'

interface MysqlOptions {
  /** `mysql://user:password@host:port/name`, or `mariadb:`; `?tls=true`. */
  url: string
  onStatement?: (sql: string) => void
}

/** Sequelize over a pool of connections to MySQL or MariaDB; it connects when it is first asked. */
export function openMysql({ url, onStatement }: MysqlOptions): Opened {
  const address = parseAddress(url)
  const sequelize = connect(address, { pool: POOL, logging: onStatement ?? false })
  boundPool(sequelize)
  return {
    dialect: 'mysql',
    sequelize,
    // Independent of the session's time zone, unlike UNIX_TIMESTAMP.
    clock: "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000)",
    rows: createRows(sequelize, onStatement),
    write: (fn) => write(sequelize, fn),
    migrate: (run) =>
      migrateAlone(address, async () => {
        const patient = connect(address, { pool: { max: 2 }, logging: false }, true)
        try {
          return await run(patient)
        } finally {
          await patient.close()
        }
      }),
    close: () => sequelize.close(),
  }
}

function connect(address: MysqlAddress, options: Pick<Options, 'pool' | 'logging'>, patient = false): Sequelize {
  const { host, port, user, password, database } = address
  return new Sequelize({
    dialect: 'mysql',
    ...{ host, port, username: user, password, database, ...options },
    dialectOptions: driverOptions(address),
    define: { timestamps: false, underscored: true, freezeTableName: true },
    // What is tried again, `write` tries again: a statement alone would go on in a transaction that is gone.
    retry: { max: 1 },
    hooks: { afterConnect: (connection) => prepareSession(connection as Connection, patient) },
  })
}
