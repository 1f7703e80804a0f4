import type { MembershipState, Notify, RoomRole } from '@damso/schema/model'
import type { CreationOptional, Sequelize } from 'sequelize'
import * as columns from '../columns.ts'
import type { Row } from './row.ts'

/** Never deleted: `state` says what it is, `version` which of two is newer. */
export interface MembershipRow extends Row<MembershipRow> {
  site: string
  room: string
  member: string
  role: CreationOptional<RoomRole>
  state: CreationOptional<MembershipState>
  version: CreationOptional<number>
  joinedAt: number
  readPosition: CreationOptional<number>
  readSeq: CreationOptional<number>
  notify: CreationOptional<Notify>
  /** Milliseconds since 1970; null: may post. */
  mutedUntil: CreationOptional<number | null>
  /** Copy of the room's, so that a member's list is one walk of an index; stands still while `large`. */
  actAt: number
  /** The room passed 200 members, for good: its `actAt` counts, not this row's. */
  large: CreationOptional<boolean>
}

const membershipColumns = {
  site: columns.siteId.key,
  room: columns.roomId.key,
  member: columns.memberId.key,
  role: { ...columns.word.required, defaultValue: 'member' },
  state: { ...columns.word.required, defaultValue: 'active' },
  version: { ...columns.position.required, defaultValue: 1 },
  joinedAt: columns.time.required,
  readPosition: { ...columns.position.required, defaultValue: 0 },
  readSeq: { ...columns.position.required, defaultValue: 0 },
  notify: { ...columns.word.required, defaultValue: 'all' },
  mutedUntil: columns.time.nullable,
  actAt: columns.time.required,
  large: { ...columns.flag.required, defaultValue: false },
}

export const defineMembership = (sequelize: Sequelize) =>
  sequelize.define<MembershipRow>('memberships', membershipColumns)
