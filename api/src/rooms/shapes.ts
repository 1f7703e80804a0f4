import type { Member, Membership } from '@damso/schema/model'
import type { InferAttributes } from 'sequelize'
import type { MemberRow } from '../database/models/member.ts'
import type { MembershipRow } from '../database/models/membership.ts'
import type { RoomRow } from '../database/models/room.ts'

/** Rows as SQL gives them: flags are 0 and 1 there. */
export type RoomData = InferAttributes<RoomRow>
export type MembershipData = InferAttributes<MembershipRow>
export type MemberData = Pick<MemberRow, 'id' | 'name' | 'picture'>

export const toMembership = ({ actAt: _, large: __, ...row }: MembershipData): Membership => row

export const toMember = ({ id, name, picture }: MemberData): Member => ({ id, name, picture })
