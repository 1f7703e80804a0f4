import type { RecordKind } from '@damso/schema/model'
import type { CreationOptional, Sequelize } from 'sequelize'
import * as columns from '../columns.ts'
import type { Row } from './row.ts'

/** A record that its transaction promised to the event log. */
export interface OutboxRow extends Row<OutboxRow> {
  /** The record's event id: a UUID. */
  id: string
  site: string
  room: string
  kind: RecordKind
  /** A `NewRecord` as JSON. */
  record: string
  createdAt: number
  /** Until then, by the database's clock, a node has it in hand: who wrote it, or whose sweep took it. */
  leaseUntil: CreationOptional<number>
}

const outboxColumns = {
  id: columns.eventId.key,
  site: columns.siteId.required,
  room: columns.roomId.required,
  kind: columns.word.required,
  record: columns.json.required,
  createdAt: columns.time.required,
  leaseUntil: { ...columns.time.required, defaultValue: 0 },
}

export const defineOutbox = (sequelize: Sequelize) => sequelize.define<OutboxRow>('outbox', outboxColumns)
