import type { CreationOptional, Sequelize } from 'sequelize'
import * as columns from '../columns.ts'
import type { Row } from './row.ts'

export interface MemberRow extends Row<MemberRow> {
  site: string
  /** The site's own user id. */
  id: string
  name: string
  picture: CreationOptional<string | null>
  createdAt: number
  updatedAt: number
}

const memberColumns = {
  site: columns.siteId.key,
  id: columns.memberId.key,
  name: columns.displayName.required,
  picture: columns.picture.nullable,
  createdAt: columns.time.required,
  updatedAt: columns.time.required,
}

export const defineMember = (sequelize: Sequelize) => sequelize.define<MemberRow>('members', memberColumns)
