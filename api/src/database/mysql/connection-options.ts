import type { ConnectionOptions } from 'mysql2'
import type { MysqlAddress } from './address.ts'

const CONNECT_MILLISECONDS = 5_000
/** Statements that a connection keeps prepared: servers allow 16,382 for all connections together. */
const PREPARED_STATEMENTS = 100

/** What every connection is made with, beside who connects where. */
export const driverOptions = ({ tls }: Pick<MysqlAddress, 'tls'>): ConnectionOptions => ({
  charset: 'UTF8MB4_BIN',
  connectTimeout: CONNECT_MILLISECONDS,
  maxPreparedStatements: PREPARED_STATEMENTS,
  // An UPDATE counts the rows that it found, as in SQLite, not those that it made different.
  flags: ['FOUND_ROWS'],
  // mysql2's own reading of values. Sequelize's, of dates and shapes, which no table here has, takes 4 µs for each value.
  typeCast: true,
  supportBigNumbers: true,
  bigNumberStrings: false,
  ...(tls && { ssl: { minVersion: 'TLSv1.2', rejectUnauthorized: true } }),
})

export const connectionOptions = (address: MysqlAddress): ConnectionOptions => ({
  host: address.host,
  port: address.port,
  user: address.user,
  password: address.password,
  database: address.database,
  ...driverOptions(address),
})
