import type { CreationOptional, Sequelize } from 'sequelize'
import * as columns from '../columns.ts'
import type { Row } from './row.ts'

/** An event log among its successors (design §4); the one with the highest number is in use. */
export interface EpochRow extends Row<EpochRow> {
  epoch: number
  /** Fixed within the epoch. */
  partitions: number
  openedAt: number
  /** Why nothing may be appended any more, where the log is not the one that was archived. */
  fenced: CreationOptional<string | null>
  /** Records that somebody saw are gone: the fence holds until the next epoch. */
  logCut: CreationOptional<boolean>
}

const epochColumns = {
  epoch: columns.count.key,
  partitions: columns.count.required,
  openedAt: columns.time.required,
  fenced: columns.origin.nullable,
  logCut: { ...columns.flag.required, defaultValue: false },
}

export const defineEpoch = (sequelize: Sequelize) => sequelize.define<EpochRow>('epochs', epochColumns)
