import type { Message, Position } from '../model/index.ts'
import type { MessagePage } from '../services/index.ts'
import { builder } from './builder.ts'
import { anyone } from './callers.ts'
import { type Connection, connectionOf, pageInfoOf } from './connection.ts'
import { messageWindow, pageCost, windowOf } from './pages.ts'
import { MemberRef, MessageRef, ReactionRef, RoomRef } from './refs.ts'

MessageRef.implement({
  description: 'Something said in a room. The messages of a room are ordered by `position` alone.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The same in STOMP: 22 characters.' }),
    room: t.field({
      type: RoomRef,
      nullable: true,
      description: 'Where; null: no longer yours to see.',
      resolve: async ({ room }, _args, { loaders }) => (await loaders.rooms.load(room)) ?? null,
    }),
    sender: t.field({
      type: MemberRef,
      nullable: true,
      description: 'Who said it, as of sending; null: the system.',
      resolve: ({ sender }) => sender,
    }),
    nonce: t.string({
      nullable: true,
      description: 'The sender’s own, so that a pending message and the stored one are one; null to others.',
      resolve: ({ nonce, sender }, _args, { viewer }) =>
        viewer?.kind === 'member' && viewer.member.id === sender?.id ? nonce : null,
    }),
    seq: t.exposeInt('seq', {
      nullable: true,
      description: 'Dense number in the room, from 1; null until archived, a moment after sending.',
    }),
    position: t.expose('position', { type: 'Position', description: 'Its place: orders the room.' }),
    revision: t.expose('revision', {
      type: 'Position',
      description: 'Position of the last edit, deletion or reaction; at first its own.',
    }),
    sentAt: t.expose('sentAt', { type: 'DateTime', description: 'By the server’s clock.' }),
    editedAt: t.expose('editedAt', { type: 'DateTime', nullable: true, description: 'Null: never edited.' }),
    deletedAt: t.expose('deletedAt', { type: 'DateTime', nullable: true, description: 'Null: it stands.' }),
    text: t.exposeString('text', { nullable: true, description: 'Plain text; null: deleted.' }),
    replyTo: t.field({
      type: MessageRef,
      nullable: true,
      description: 'The message of this room that it answers; null: none.',
      resolve: async ({ room, replyTo }, _args, { loaders }) =>
        replyTo === null ? null : ((await loaders.messages.load({ room, id: replyTo })) ?? null),
    }),
    mentions: t.field({
      type: [MemberRef],
      description: 'Members whom it names.',
      resolve: async ({ mentions }, _args, { loaders }) => {
        const found = await Promise.all(mentions.map((id) => loaders.members.load(id)))
        return found.filter((member) => member !== undefined)
      },
    }),
    reactions: t.field({
      type: [ReactionRef],
      description: 'In order of first use.',
      resolve: ({ reactions }) => reactions,
    }),
  }),
})

interface MessageConnectionShape extends Connection<Message> {
  position: Position
}

const MessageConnection = connectionOf<Message, MessageConnectionShape>('Message', MessageRef, 'oldest first')

const messageConnection = (page: MessagePage): MessageConnectionShape => {
  const edges = page.messages.map((node) => ({ cursor: String(node.position), node }))
  return { edges, pageInfo: pageInfoOf(edges, page), position: page.position }
}

builder.objectField(MessageConnection, 'position', (t) =>
  t.expose('position', {
    type: 'Position',
    description: 'The page is complete up to here: SUBSCRIBE after it, and nothing is missed or seen twice.',
  }),
)

builder.objectFields(RoomRef, (t) => ({
  messages: t.field({
    type: MessageConnection,
    description: 'What was said: the newest page unless a place is named.',
    args: messageWindow,
    complexity: pageCost,
    resolve: async (room, args, context) => {
      context.loaders.rooms.prime(room.id, room)
      const window = windowOf(args)
      const page = await context.services.messages.page(anyone(context), room.id, window)
      // Nothing stands before the first message, which a page after position 0 begins with.
      return messageConnection({ ...page, hasPreviousPage: page.hasPreviousPage && window.after !== 0 })
    },
  }),
  message: t.field({
    type: MessageRef,
    nullable: true,
    description: 'One message of this room; null: absent.',
    args: { id: t.arg.id({ required: true, description: 'Which.' }) },
    resolve: async (room, { id }, { loaders }) => (await loaders.messages.load({ room: room.id, id })) ?? null,
  }),
}))
