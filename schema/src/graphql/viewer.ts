import type { siteRoles } from '../model/index.ts'
import { builder } from './builder.ts'
import { connectionFrom } from './connection.ts'
import { enumOf } from './enum-of.ts'
import { forward, pageArguments, pageCost } from './pages.ts'
import { MemberRef, ViewerRef } from './refs.ts'
import { RoomConnection } from './room.ts'

const SiteRole = enumOf<(typeof siteRoles)[number]>('SiteRole', 'What a member is on the whole site, by their token.', {
  member: 'Chats.',
  operator: 'May moderate every room of the site.',
})

ViewerRef.implement({
  description: 'The member who asks.',
  fields: (t) => ({
    member: t.field({
      type: MemberRef,
      description: 'As the others see them.',
      resolve: ({ member }) => member,
    }),
    role: t.expose('role', { type: SiteRole, description: 'What they are on the whole site.' }),
    unreadTotal: t.int({
      description: 'Unread messages of all their rooms: what a launcher’s badge shows.',
      resolve: (viewer, _args, { services }) => services.rooms.unreadTotal(viewer),
    }),
    rooms: t.field({
      type: RoomConnection,
      description: 'The rooms that they are a member of, latest activity first.',
      args: {
        ...forward,
        unreadOnly: t.arg.boolean({ description: 'Only rooms with something unread.' }),
        search: t.arg.string({ description: 'A part of the title or of the other member’s name.' }),
      },
      complexity: pageCost,
      resolve: async (viewer, { unreadOnly, search, ...page }, { services }) =>
        connectionFrom(
          await services.rooms.list(viewer, {
            ...pageArguments(page),
            ...(unreadOnly != null && { unreadOnly }),
            ...(search != null && { search }),
          }),
          page.after,
        ),
    }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    nullable: true,
    description: 'Who asks. Null before login, and for a site’s backend: a site key is not a member.',
    resolve: (_root, _args, { viewer }) => (viewer?.kind === 'member' ? viewer : null),
  }),
)
