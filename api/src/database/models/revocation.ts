import type { CreationOptional, Sequelize } from 'sequelize'
import * as columns from '../columns.ts'
import type { Row } from './row.ts'

/** Something that ended at once for a whole site (a ban, a logout, a key, an origin); nodes poll the sequence. */
export interface RevocationRow extends Row<RevocationRow> {
  sequence: CreationOptional<number>
  site: string
  kind: string
  subject: string
  createdAt: number
}

const revocationColumns = {
  sequence: { ...columns.count.key, autoIncrement: true },
  site: columns.siteId.required,
  kind: columns.word.required,
  subject: columns.origin.required,
  createdAt: columns.time.required,
}

export const defineRevocation = (sequelize: Sequelize) =>
  sequelize.define<RevocationRow>('revocations', revocationColumns)
