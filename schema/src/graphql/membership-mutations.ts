import { builder } from './builder.ts'
import { anyone, member } from './callers.ts'
import { NotifyEnum, RoomRoleEnum } from './membership.ts'
import { MembershipRef } from './refs.ts'
import { acted, resultOf } from './refusal.ts'
import { inRoom, oneMember } from './room-mutations.ts'

const MembershipResult = resultOf('Membership', MembershipRef)

builder.mutationFields((t) => ({
  joinRoom: t.field({
    type: MembershipResult,
    description: 'Makes the viewer a member of an open room.',
    args: { id: t.arg.id({ required: true, description: 'The room.' }) },
    resolve: (_root, { id }, context) => acted(context, context.services.rooms.join(member(context), id)),
  }),
  setRole: t.field({
    type: MembershipResult,
    description: 'Gives a member a role in the room.',
    args: {
      ...inRoom,
      ...oneMember,
      role: t.arg({ type: RoomRoleEnum, required: true, description: 'What they become.' }),
    },
    resolve: (_root, { roomId, memberId, role }, context) =>
      acted(context, context.services.rooms.setRole(anyone(context), roomId, memberId, role)),
  }),
  setNotify: t.field({
    type: MembershipResult,
    description: 'What the viewer wants to be told of in this room.',
    args: { ...inRoom, notify: t.arg({ type: NotifyEnum, required: true, description: 'Their wish.' }) },
    resolve: (_root, { roomId, notify }, context) =>
      acted(context, context.services.rooms.setNotify(member(context), roomId, notify)),
  }),
  markRead: t.field({
    type: MembershipResult,
    description: 'Raises the viewer’s read marker; it never moves back.',
    args: {
      ...inRoom,
      position: t.arg({ type: 'Position', required: true, description: 'Everything up to here was read.' }),
    },
    resolve: (_root, { roomId, position }, context) =>
      acted(context, context.services.rooms.markRead(member(context), roomId, position)),
  }),
}))
