import type { CreationOptional, Sequelize } from 'sequelize'
import * as columns from '../columns.ts'
import type { Row } from './row.ts'

/** Who archives a partition, and how far it is archived. */
export interface PartitionRow extends Row<PartitionRow> {
  epoch: number
  partition: number
  owner: CreationOptional<string | null>
  fence: CreationOptional<number>
  leaseUntil: CreationOptional<number>
  archivedPosition: CreationOptional<number>
  archivedEventId: CreationOptional<string | null>
}

const partitionColumns = {
  epoch: columns.count.key,
  partition: columns.count.key,
  owner: columns.word.nullable,
  fence: { ...columns.position.required, defaultValue: 0 },
  leaseUntil: { ...columns.time.required, defaultValue: 0 },
  archivedPosition: { ...columns.position.required, defaultValue: 0 },
  archivedEventId: columns.eventId.nullable,
}

export const defineArchive = (sequelize: Sequelize) => ({
  Partition: sequelize.define<PartitionRow>('partitions', partitionColumns),
})
