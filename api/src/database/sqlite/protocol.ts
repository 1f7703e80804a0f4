/** What the main thread and a SQLite worker say to each other; everything is structured-cloned. */

export type Value = string | number | null | Uint8Array
/** By place, or by name without its prefix. */
export type Parameters = readonly unknown[] | Readonly<Record<string, unknown>>

export interface Result {
  /** Objects by column name; arrays where `raw` was asked for. Empty for a statement that gives no rows. */
  rows: unknown[]
  changes: number
  lastInsertRowid: number
}

/** One statement, once per row of parameters. */
export interface Step {
  sql: string
  rows: readonly (readonly Value[])[]
}

export interface StepResult {
  changes: number
  /** Rowid of each inserted row. */
  rowids: number[]
}

export type Work =
  | { kind: 'execute'; sql: string; parameters: Parameters; raw: boolean }
  /** Statements without parameters, separated by semicolons. */
  | { kind: 'script'; sql: string }
  /** Everything in one transaction: BEGIN IMMEDIATE, steps, COMMIT. */
  | { kind: 'commit'; steps: readonly Step[] }
  /** A step that shares its transaction with the other appends that wait. */
  | { kind: 'append'; step: Step }
  | { kind: 'close' }

export interface Request {
  id: number
  work: Work
}

export interface Failure {
  message: string
  /** SQLite's extended code by name, as in `SQLITE_CONSTRAINT_UNIQUE`. */
  code: string
  /** The file can no longer be trusted to take commits: an I/O error, or a COMMIT that failed. */
  fatal: boolean
}

export type Response = { id: number; value: unknown } | { id: number; failure: Failure }

export interface ThreadOptions {
  file: string
  readOnly: boolean
}
