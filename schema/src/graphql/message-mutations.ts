import { limits } from '../model/index.ts'
import { builder } from './builder.ts'
import { anyone, member, server } from './callers.ts'
import { MessageRef } from './refs.ts'
import { acted, outcomes, resultOf } from './refusal.ts'
import { inRoom } from './room-mutations.ts'

const MessageResult = resultOf('Message', MessageRef)

const ImportMessage = builder.inputType('ImportMessage', {
  description: 'A message of another system.',
  fields: (t) => ({
    as: t.id({ required: true, description: 'Who said it: a member’s id.' }),
    nonce: t.string({ required: true, description: 'Once per message: the same nonce is the same message.' }),
    text: t.string({ required: true, description: 'Plain text.' }),
    sentAt: t.field({ type: 'DateTime', required: true, description: 'When it was said, in the past.' }),
  }),
})

/** What every act on a message carries. */
const once = builder.args((t) => ({
  nonce: t.string({
    required: true,
    description: '8 to 64 of `A-Z a-z 0-9 _ -`, made once per act: the same nonce is the same act.',
  }),
  retry: t.boolean({ description: 'This nonce may have been sent before: look for it first.' }),
}))

const onMessage = builder.args((t) => ({ id: t.id({ required: true, description: 'The message.' }) }))

builder.mutationFields((t) => ({
  sendMessage: t.field({
    type: MessageResult,
    description:
      'Says something. It is durable when it answers; after `UNKNOWN_OUTCOME` send the same nonce again with `retry: true`.',
    args: {
      ...inRoom,
      ...once,
      text: t.arg.string({ required: true, description: `Plain text, up to ${limits.messageBytes} bytes of UTF-8.` }),
      replyTo: t.arg.id({ description: 'The message of this room that it answers.' }),
      mentions: t.arg.idList({ description: 'Members whom it names.' }),
      as: t.arg.id({ description: 'Server only, and needed there: whose message it is.' }),
    },
    resolve: (_root, { roomId, as, ...input }, context) =>
      acted(context, context.services.messages.send(anyone(context), roomId, given(input), as ?? undefined)),
  }),
  editMessage: t.field({
    type: MessageResult,
    description: 'Changes the text of the viewer’s own message.',
    args: { ...inRoom, ...onMessage, ...once, text: t.arg.string({ required: true, description: 'The new text.' }) },
    resolve: (_root, { roomId, id, ...input }, context) =>
      acted(context, context.services.messages.edit(member(context), roomId, id, given(input))),
  }),
  deleteMessage: t.field({
    type: MessageResult,
    description: 'Takes back the viewer’s own message, or, as an operator, anyone’s. A tombstone stays.',
    args: { ...inRoom, ...onMessage, ...once },
    resolve: (_root, { roomId, id, ...input }, context) =>
      acted(context, context.services.messages.delete(member(context), roomId, id, given(input))),
  }),
  setReaction: t.field({
    type: MessageResult,
    description: 'Puts the viewer’s emoji on a message, or takes it away.',
    args: {
      ...inRoom,
      messageId: t.arg.id({ required: true, description: 'The message.' }),
      ...once,
      emoji: t.arg.string({ required: true, description: 'One emoji.' }),
      on: t.arg.boolean({ required: true, description: 'True: put; false: take away.' }),
    },
    resolve: (_root, { roomId, messageId, ...input }, context) =>
      acted(context, context.services.messages.react(member(context), roomId, messageId, given(input))),
  }),
  importMessages: t.field({
    type: [MessageResult],
    description: `Server only. Brings in up to ${limits.importMessages} messages of another system. One result per input, in its order; idempotent.`,
    args: { ...inRoom, messages: t.arg({ type: [ImportMessage], required: true, description: 'Oldest first.' }) },
    resolve: async (_root, { roomId, messages }, context) =>
      outcomes(await context.services.messages.import(server(context), roomId, messages)),
  }),
}))

/** A client that sends null for an argument that it may leave out means that it leaves it out. */
const given = (input: object) => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null))
