import { Fault, type Membership, type Notify, type RoomRole } from '../model/index.ts'
import { builder } from './builder.ts'
import { anyone } from './callers.ts'
import { connectionFrom, connectionOf } from './connection.ts'
import { enumOf } from './enum-of.ts'
import { forward, pageArguments, pageCost } from './pages.ts'
import { MemberRef, MembershipRef, RoomRef } from './refs.ts'

export const RoomRoleEnum = enumOf<RoomRole>('RoomRole', 'What a member is in a room.', {
  member: 'Chats.',
  operator: 'Moderates.',
  owner: 'Moderates, and names operators.',
})

export const NotifyEnum = enumOf<Notify>('Notify', 'What a member wants to be told of: their wish.', {
  all: 'Every message.',
  mentions: 'Messages that name them.',
  none: 'Nothing.',
})

MembershipRef.implement({
  description: 'What stands between a member and a room.',
  fields: (t) => ({
    room: t.field({
      type: RoomRef,
      nullable: true,
      description: 'The room; null: no longer yours to see.',
      resolve: async ({ room }, _args, { loaders }) => (await loaders.rooms.load(room)) ?? null,
    }),
    member: t.field({
      type: MemberRef,
      description: 'Who.',
      resolve: async ({ member }, _args, { loaders }) => {
        const found = await loaders.members.load(member)
        if (!found) throw new Fault('INTERNAL', `A membership names the member ${member}, who is not stored`)
        return found
      },
    }),
    role: t.expose('role', { type: RoomRoleEnum, description: 'What they are here.' }),
    joinedAt: t.expose('joinedAt', { type: 'DateTime', description: 'Since when.' }),
    unreadCount: t.int({
      description: 'Messages after their read marker: `room.lastSeq − readSeq`.',
      resolve: async (membership, _args, { loaders }) => {
        const room = await loaders.rooms.load(membership.room)
        return Math.max(0, (room?.lastSeq ?? 0) - membership.readSeq)
      },
    }),
    readPosition: t.expose('readPosition', { type: 'Position', description: 'Their read marker: never moves back.' }),
    readSeq: t.exposeInt('readSeq', { description: '`seq` of the newest message at or before their marker.' }),
    notify: t.expose('notify', { type: NotifyEnum, description: 'What they want to be told of.' }),
    mutedUntil: t.expose('mutedUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'An operator muted them until then; null: they may post.',
    }),
  }),
})

const MembershipConnection = connectionOf<Membership>('Membership', MembershipRef, 'by name')

builder.objectField(RoomRef, 'memberships', (t) =>
  t.field({
    type: MembershipConnection,
    description: 'Who is in the room.',
    args: { ...forward, search: t.arg.string({ description: 'A part of the name.' }) },
    complexity: pageCost,
    resolve: async (room, { search, ...page }, context) => {
      const { services, loaders } = context
      const found = await services.rooms.memberships(anyone(context), room.id, {
        ...pageArguments(page),
        ...(search != null && { search }),
      })
      loaders.rooms.prime(room.id, room)
      for (const { node } of found.edges) loaders.members.prime(node.member, node.memberOf)
      return connectionFrom(found, page.after)
    },
  }),
)
