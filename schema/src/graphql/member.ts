import { builder } from './builder.ts'
import { member, server } from './callers.ts'
import { connectionFrom, connectionOf } from './connection.ts'
import { forward, pageArguments, pageCost } from './pages.ts'
import { MemberRef } from './refs.ts'
import { outcomes, resultOf } from './refusal.ts'

MemberRef.implement({
  description: 'Someone of the site, as others see them; in a message: as of sending.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The site’s own user id: `sub` of the token.' }),
    name: t.exposeString('name', { description: 'What to call them.' }),
    picture: t.exposeString('picture', { nullable: true, description: 'URL of a square picture; null: none.' }),
  }),
})

const MemberConnection = connectionOf('Member', MemberRef, 'best match first')
const MemberResult = resultOf('Member', MemberRef)

const MemberInput = builder.inputType('MemberInput', {
  description: 'A member as the site knows them.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The site’s own user id.' }),
    name: t.string({ required: true, description: 'What to call them.' }),
    picture: t.string({ description: 'An http or https URL; null or absent: none.' }),
  }),
})

builder.queryField('members', (t) =>
  t.field({
    type: MemberConnection,
    description: 'Whom the viewer may write to, under the site’s directPolicy.',
    args: {
      search: t.arg.string({ required: true, description: 'A part of the name, or the exact id.' }),
      ...forward,
    },
    complexity: pageCost,
    resolve: async (_root, { search, ...page }, context) =>
      connectionFrom(
        await context.services.members.search(member(context), { search, ...pageArguments(page) }),
        page.after,
      ),
  }),
)

builder.mutationField('upsertMembers', (t) =>
  t.field({
    type: [MemberResult],
    description:
      'Server only. Makes or changes members, also before their first login. One result per input, in its order; idempotent.',
    args: { members: t.arg({ type: [MemberInput], required: true, description: 'Who.' }) },
    resolve: async (_root, { members }, context) =>
      outcomes(await context.services.members.upsert(server(context), members)),
  }),
)
