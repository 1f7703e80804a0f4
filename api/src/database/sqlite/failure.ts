import type { Failure } from './protocol.ts'

// https://sqlite.org/rescode.html: the low octet of an extended code is the primary code.
const BUSY = 5
const IOERR = 10
const CORRUPT = 11
const CONSTRAINT = 19
const NOTADB = 26

/** A COMMIT refused by these changed nothing, and the file is sound. */
const harmlessToCommit = [BUSY, CONSTRAINT]
const alwaysFatal = [IOERR, CORRUPT, NOTADB]

/** @param committing whether a COMMIT was being carried out */
export function failureOf(error: unknown, committing: boolean): Failure {
  const { message, code = 'SQLITE_ERROR', rawCode = 0 } = error as Error & { code?: string; rawCode?: number }
  const primary = rawCode & 0xff
  const fatal = alwaysFatal.includes(primary) || (committing && !harmlessToCommit.includes(primary))
  return { message, code, fatal }
}
