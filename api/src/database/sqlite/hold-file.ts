import Database from 'libsql'
import { StartError } from '../../start-error.ts'

/** A server that stops has drained and archived by then. */
const PATIENCE_MILLISECONDS = 25_000
const RETRY_MILLISECONDS = 250

/**
 * Holds a file of its own for as long as this process lives: the lock is the operating system's, so it ends with the
 * process however that ends, and whoever gets it knows that nobody else has it. It stores nothing, and is asked once at
 * the start, so it needs no thread.
 *
 * @param patience milliseconds to wait for who holds it now
 * @returns lets go
 * @throws {Error} where another process holds it and does not let go
 */
export async function holdFile(file: string, patience = PATIENCE_MILLISECONDS): Promise<() => void> {
  const database = new Database(file, { timeout: 0 })
  for (let waited = 0; ; waited += RETRY_MILLISECONDS) {
    try {
      database.exec('BEGIN EXCLUSIVE')
      return () => database.close()
    } catch (error) {
      const isHeld = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
      if (!isHeld || waited >= patience) {
        database.close()
        throw isHeld
          ? new StartError(`${file} is held by another server: stop it, or set DAMSO_DATA to another folder`)
          : error
      }
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS))
  }
}
