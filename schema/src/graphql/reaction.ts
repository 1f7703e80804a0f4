import { limits } from '../model/index.ts'
import { pageArguments, pageCost } from './pages.ts'
import { MemberRef, ReactionRef } from './refs.ts'

ReactionRef.implement({
  description: 'An emoji on a message, and who put it there.',
  fields: (t) => ({
    emoji: t.exposeString('emoji', { description: 'One emoji.' }),
    count: t.int({ description: 'How many members hold it.', resolve: ({ members }) => members.length }),
    viewerReacted: t.boolean({
      description: 'Whether the viewer holds it.',
      resolve: ({ members }, _args, { viewer }) => viewer?.kind === 'member' && members.includes(viewer.member.id),
    }),
    members: t.field({
      type: [MemberRef],
      description: 'Who holds it, the first ones first; members whom the site no longer knows are left out.',
      args: { first: t.arg.int({ description: `How many, 1 to ${limits.pageSize}.` }) },
      complexity: pageCost,
      resolve: async ({ members }, args, { loaders }) => {
        const found = await Promise.all(
          members.slice(0, pageArguments(args).first).map((id) => loaders.members.load(id)),
        )
        return found.filter((member) => member !== undefined)
      },
    }),
  }),
})
