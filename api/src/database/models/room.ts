import type { JoinPolicy, PostPolicy, RoomKind } from '@damso/schema/model'
import type { CreationOptional, Sequelize } from 'sequelize'
import * as columns from '../columns.ts'
import type { Row } from './row.ts'

export interface RoomRow extends Row<RoomRow> {
  site: string
  id: string
  key: CreationOptional<string | null>
  kind: RoomKind
  title: string
  picture: CreationOptional<string | null>
  joinPolicy: JoinPolicy
  postPolicy: CreationOptional<PostPolicy>
  slowModeSeconds: CreationOptional<number>
  frozen: CreationOptional<boolean>
  memberCount: CreationOptional<number>
  lastSeq: CreationOptional<number>
  lastPosition: CreationOptional<number>
  lastChangePosition: CreationOptional<number>
  /** A `Message` as JSON. */
  lastMessage: CreationOptional<string | null>
  /** Server time of the last activity, milliseconds; only raised. */
  actAt: number
  createdAt: number
  /** sha256 of the two members of a direct room, the smaller id first, a line feed between them. */
  directPair: CreationOptional<string | null>
}

const roomColumns = {
  site: columns.siteId.key,
  id: columns.roomId.key,
  key: columns.roomKey.nullable,
  kind: columns.word.required,
  title: columns.displayName.required,
  picture: columns.picture.nullable,
  joinPolicy: columns.word.required,
  postPolicy: { ...columns.word.required, defaultValue: 'members' },
  slowModeSeconds: { ...columns.count.required, defaultValue: 0 },
  frozen: { ...columns.flag.required, defaultValue: false },
  memberCount: { ...columns.count.required, defaultValue: 0 },
  lastSeq: { ...columns.position.required, defaultValue: 0 },
  lastPosition: { ...columns.position.required, defaultValue: 0 },
  lastChangePosition: { ...columns.position.required, defaultValue: 0 },
  lastMessage: columns.json.nullable,
  actAt: columns.time.required,
  createdAt: columns.time.required,
  directPair: columns.hash.nullable,
}

export const defineRoom = (sequelize: Sequelize) => sequelize.define<RoomRow>('rooms', roomColumns)
