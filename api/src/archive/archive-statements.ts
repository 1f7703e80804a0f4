import type { Position } from '@damso/schema/model'
import type { Dialect } from '../database/opened.ts'
import { mysqlStatements } from './archive-statements.mysql.ts'
import { sqliteStatements } from './archive-statements.sqlite.ts'

/** What Sequelize is given. */
export interface Statement {
  query: string
  bind?: Record<string, string>
  replacements?: Record<string, string>
}

export interface SummaryRow {
  site: string
  room: string
  last_seq: number
  last_position: Position
  last_change_position: Position
  last_message: string | null
  act_at: number
}

export interface MarkerRow {
  site: string
  room: string
  member: string
  position: Position
  seq: number
}

/** What is written of a batch: one statement each, however many rooms and members. Everything is only raised, never lowered. */
export interface ArchiveStatements {
  raiseRooms(rows: readonly SummaryRow[]): Statement
  /** Members of large rooms take `act_at` from the room (design §4). */
  raiseActivity(rows: readonly SummaryRow[]): Statement
  raiseMarkers(rows: readonly MarkerRow[]): Statement
  /**
   * Markers at or past the first record of their room that counts. One that is being moved at this moment is waited for:
   * `site`, `room`, `member`, `position`.
   */
  selectMarkersAhead(firsts: readonly { site: string; room: string; position: Position }[]): Statement
}

export const archiveStatements: Readonly<Record<Dialect, ArchiveStatements>> = {
  sqlite: sqliteStatements,
  mysql: mysqlStatements,
}
