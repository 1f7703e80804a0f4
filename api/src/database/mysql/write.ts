import { DatabaseError, type Sequelize, type Transaction } from 'sequelize'
import { TooManyWaiting } from '../lock.ts'

// https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html, the same in MariaDB.
const LOCK_WAIT_TIMEOUT = 1205
const DEADLOCK = 1213

const ATTEMPTS = 6
/** Doubles with each attempt; a random part of it, so that those who met do not meet again. */
const PAUSE_MILLISECONDS = 10

/**
 * Runs `fn` in a transaction, and again where it met others: both errors mean that nothing of it was kept, and `fn`
 * reads all that it depends on. What else goes wrong, goes wrong once.
 */
export async function write<T>(sequelize: Sequelize, fn: (transaction: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await sequelize.transaction(fn)
    } catch (error) {
      if (!metOthers(error)) throw error
      if (attempt === ATTEMPTS) throw new TooManyWaiting(`others were changing the same rows at ${ATTEMPTS} attempts`)
    }
    const pause = Math.random() * PAUSE_MILLISECONDS * 2 ** attempt
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

function metOthers(error: unknown): boolean {
  const { errno } = (error instanceof DatabaseError ? error.original : {}) as { errno?: number }
  return errno === LOCK_WAIT_TIMEOUT || errno === DEADLOCK
}
