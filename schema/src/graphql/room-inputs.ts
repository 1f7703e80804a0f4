import type { InputFieldBuilder } from '@pothos/core'
import { builder, type SchemaTypes } from './builder.ts'
import { RoomRoleEnum } from './membership.ts'
import { JoinPolicyEnum, PostPolicyEnum, RoomKindEnum } from './room.ts'

type Builder = InputFieldBuilder<SchemaTypes, 'InputObject'>

const changeable = (t: Builder) => ({
  picture: t.string({ description: 'An http or https URL of a square picture; null: none.' }),
  joinPolicy: t.field({ type: JoinPolicyEnum, description: 'How members come in.' }),
  postPolicy: t.field({ type: PostPolicyEnum, description: 'Who may post.' }),
  slowModeSeconds: t.int({ description: 'Least seconds between two messages of one member, up to 86400; 0: off.' }),
  frozen: t.boolean({ description: 'Nobody but operators posts for now.' }),
})

const title = (t: Builder) => t.string({ description: 'One line that people call it by.' })
const kind = (t: Builder) => t.field({ type: RoomKindEnum, description: 'GROUP (the default) or PUBLIC.' })

export const CreateRoomInput = builder.inputType('CreateRoomInput', {
  description: 'A new room.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'One line that people call it by.' }),
    kind: kind(t),
    memberIds: t.idList({ description: 'Who is in from the start, besides its owner.' }),
    ...changeable(t),
  }),
})

export const UpdateRoomInput = builder.inputType('UpdateRoomInput', {
  description: 'What changes of a room. Absent: unchanged.',
  fields: (t) => ({ title: title(t), ...changeable(t) }),
})

export const UpsertRoomInput = builder.inputType('UpsertRoomInput', {
  description: 'A room of the site’s backend. Absent: unchanged.',
  fields: (t) => ({ title: title(t), kind: kind(t), ...changeable(t) }),
})

export const RoomMemberInput = builder.inputType('RoomMemberInput', {
  description: 'A member of a room.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The site’s own user id.' }),
    role: t.field({ type: RoomRoleEnum, description: 'MEMBER unless said.' }),
  }),
})
