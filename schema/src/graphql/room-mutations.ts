import { builder } from './builder.ts'
import { anyone, member, server } from './callers.ts'
import { RoomRef } from './refs.ts'
import { acted, resultOf } from './refusal.ts'
import { CreateRoomInput, RoomMemberInput, UpdateRoomInput, UpsertRoomInput } from './room-inputs.ts'

const RoomResult = resultOf('Room', RoomRef)

export const inRoom = builder.args((t) => ({ roomId: t.id({ required: true, description: 'The room.' }) }))
export const oneMember = builder.args((t) => ({ memberId: t.id({ required: true, description: 'Who.' }) }))

builder.mutationFields((t) => ({
  createRoom: t.field({
    type: RoomResult,
    description: 'Makes a group or public room that the viewer owns.',
    args: { input: t.arg({ type: CreateRoomInput, required: true, description: 'What it is.' }) },
    resolve: (_root, { input }, context) => acted(context, context.services.rooms.create(member(context), input)),
  }),
  openDirectRoom: t.field({
    type: RoomResult,
    description: 'The room of the viewer and one other member: made the first time, found again later.',
    args: oneMember,
    resolve: (_root, { memberId }, context) =>
      acted(context, context.services.rooms.openDirect(member(context), memberId)),
  }),
  updateRoom: t.field({
    type: RoomResult,
    description: 'Changes a room. Absent: unchanged; null: cleared where it can be.',
    args: {
      id: t.arg.id({ required: true, description: 'The room.' }),
      input: t.arg({ type: UpdateRoomInput, required: true, description: 'What changes.' }),
    },
    resolve: (_root, { id, input }, context) =>
      acted(context, context.services.rooms.update(anyone(context), id, input)),
  }),
  leaveRoom: t.field({
    type: RoomResult,
    description: 'Ends the viewer’s membership.',
    args: { id: t.arg.id({ required: true, description: 'The room.' }) },
    resolve: (_root, { id }, context) => acted(context, context.services.rooms.leave(member(context), id)),
  }),
  addMembers: t.field({
    type: RoomResult,
    description: 'Brings members in. Who is in already stays as they are.',
    args: { ...inRoom, memberIds: t.arg.idList({ required: true, description: 'Who.' }) },
    resolve: (_root, { roomId, memberIds }, context) =>
      acted(context, context.services.rooms.addMembers(anyone(context), roomId, memberIds)),
  }),
  removeMember: t.field({
    type: RoomResult,
    description: 'Ends someone’s membership. Answers once it is in the event log: they read and write no more.',
    args: { ...inRoom, ...oneMember },
    resolve: (_root, { roomId, memberId }, context) =>
      acted(context, context.services.rooms.removeMember(anyone(context), roomId, memberId)),
  }),
  upsertRoom: t.field({
    type: RoomResult,
    description: 'Server only. Makes or changes the room of this key; a title is needed the first time. Idempotent.',
    args: {
      key: t.arg.string({ required: true, description: 'The site’s own name for it.' }),
      input: t.arg({ type: UpsertRoomInput, required: true, description: 'What it is.' }),
    },
    resolve: (_root, { key, input }, context) =>
      acted(context, context.services.rooms.upsert(server(context), key, input)),
  }),
  setMembers: t.field({
    type: RoomResult,
    description: 'Server only. The room’s members become exactly these. Idempotent.',
    args: { ...inRoom, members: t.arg({ type: [RoomMemberInput], required: true, description: 'All of them.' }) },
    resolve: (_root, { roomId, members }, context) =>
      acted(context, context.services.rooms.setMembers(server(context), roomId, members)),
  }),
}))
