import { ConnectionAcquireTimeoutError, type Sequelize } from 'sequelize'
import { TooManyWaiting } from '../lock.ts'

export const POOL = { max: 10, min: 0, idle: 10_000, acquire: 10_000 }

/** Statements that may wait for a connection. */
const WAITING = 10_000

/** Who waits for a connection in vain is told to come back; Sequelize's own words would be "Operation timeout". */
export function boundPool({ connectionManager }: Sequelize): void {
  const acquire = connectionManager.getConnection.bind(connectionManager)
  let waiting = 0

  connectionManager.getConnection = async (options) => {
    if (waiting >= WAITING) throw new TooManyWaiting(`${waiting} wait for a database connection`)
    waiting++
    try {
      return await acquire(options)
    } catch (error) {
      if (!(error instanceof ConnectionAcquireTimeoutError)) throw error
      throw new TooManyWaiting(`none of ${POOL.max} database connections came free for ${POOL.acquire / 1_000} s`)
    } finally {
      waiting--
    }
  }
}
