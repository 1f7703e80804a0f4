import { LimitsRef } from './refs.ts'

LimitsRef.implement({
  description: 'What a value may measure at most. Sizes are bytes of UTF-8.',
  fields: (t) => ({
    messageBytes: t.exposeInt('messageBytes', { description: 'Text of one message.' }),
    nameBytes: t.exposeInt('nameBytes', { description: 'A member’s name, a room’s title.' }),
    keyBytes: t.exposeInt('keyBytes', { description: 'A member’s id and a room’s key.' }),
    pictureBytes: t.exposeInt('pictureBytes', { description: 'The URL of a picture.' }),
    emojiBytes: t.exposeInt('emojiBytes', { description: 'The emoji of a reaction.' }),
    reactionKinds: t.exposeInt('reactionKinds', { description: 'Different emoji on one message.' }),
    mentions: t.exposeInt('mentions', { description: 'Members named in one message.' }),
    roomMembers: t.exposeInt('roomMembers', { description: 'Members of one room.' }),
    membersPerCall: t.exposeInt('membersPerCall', {
      description: 'Members of one `addMembers`, `upsertMembers` or `setMembers` call.',
    }),
    importMessages: t.exposeInt('importMessages', { description: 'Messages of one `importMessages` call.' }),
    pageSize: t.exposeInt('pageSize', { description: 'Nodes of one page.' }),
  }),
})
