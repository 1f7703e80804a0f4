import {
  applyChange,
  deleteInput,
  editInput,
  type Message,
  type MessageId,
  type NewRecord,
  parse,
  type RecordBodies,
  Refusal,
  type RoomId,
  type RoomKey,
  reactionInput,
  roomKey,
} from '@damso/schema/model'
import type { MemberViewer } from '@damso/schema/services'
import { may } from '../../access/may.ts'
import { eventIdOf } from '../event-id.ts'
import { type ActContext, current, earlierTry, type PreparedAct } from './act.ts'

type ChangeKind = 'edited' | 'deleted' | 'reaction'

export async function prepareEdit(
  context: ActContext,
  viewer: MemberViewer,
  roomId: RoomId,
  id: MessageId,
  value: unknown,
): Promise<PreparedAct> {
  const input = parse(editInput, value)
  const room = roomKey(viewer, roomId)
  const done = await doneBefore(context, viewer, room, id, 'edited', input)
  if (done) return done
  await context.access.check(viewer, 'post', roomId)
  const message = await standing(context, room, id)
  if (message.sender?.id !== viewer.member.id)
    throw new Refusal({ code: 'FORBIDDEN', message: 'only its sender may edit a message', field: 'id' })
  return change(context, viewer, room, message, { kind: 'edited', ...input, body: { message: id, text: input.text } })
}

export async function prepareDelete(
  context: ActContext,
  viewer: MemberViewer,
  roomId: RoomId,
  id: MessageId,
  value: unknown,
): Promise<PreparedAct> {
  const input = parse(deleteInput, value)
  const room = roomKey(viewer, roomId)
  const done = await doneBefore(context, viewer, room, id, 'deleted', input)
  if (done) return done
  const { room: settings, membership } = await context.access.check(viewer, 'read', roomId)
  const message = await current(context, room, id)
  if (!message) throw noMessage()
  if (message.deletedAt !== null) return { done: message, position: message.revision }
  const moderator = may(viewer, 'deleteAny', settings, membership)
  if (message.sender?.id !== viewer.member.id && !moderator) {
    throw new Refusal({
      code: 'FORBIDDEN',
      message: 'only its sender or an operator may delete a message',
      field: 'id',
    })
  }
  return change(context, viewer, room, message, { kind: 'deleted', ...input, body: { message: id, moderator } })
}

export async function prepareReaction(
  context: ActContext,
  viewer: MemberViewer,
  roomId: RoomId,
  id: MessageId,
  value: unknown,
): Promise<PreparedAct> {
  const input = parse(reactionInput, value)
  const room = roomKey(viewer, roomId)
  const done = await doneBefore(context, viewer, room, id, 'reaction', input)
  if (done) return done
  await context.access.check(viewer, 'react', roomId)
  const message = await standing(context, room, id)
  const prepared = await change(context, viewer, room, message, {
    kind: 'reaction',
    ...input,
    body: { message: id, emoji: input.emoji, on: input.on },
  })
  if (
    input.on &&
    'record' in prepared &&
    prepared.becomes(Number.MAX_SAFE_INTEGER).reactions === message.reactions &&
    !holds(message, input.emoji, viewer.member.id)
  ) {
    throw new Refusal({
      code: 'FULL',
      message: 'this message has all the different reactions that it can take',
      field: 'emoji',
    })
  }
  return prepared
}

const holds = (message: Message, emoji: string, member: string): boolean =>
  message.reactions.some((reaction) => reaction.emoji === emoji && reaction.members.includes(member))

const noMessage = () =>
  new Refusal({ code: 'NOT_FOUND', message: 'there is no such message in this room', field: 'id' })

async function standing(context: ActContext, room: RoomKey, id: MessageId): Promise<Message> {
  const message = await current(context, room, id)
  if (!message || message.deletedAt !== null) throw noMessage()
  return message
}

/** An earlier try of this change, as far as the window of repeats reaches: whatever was refused since, it is done. */
async function doneBefore(
  context: ActContext,
  viewer: MemberViewer,
  room: RoomKey,
  id: MessageId,
  kind: ChangeKind,
  { nonce, retry }: { nonce: string; retry?: boolean | undefined },
): Promise<PreparedAct | undefined> {
  const position = await earlierTry(context, room, eventIdOf(room, viewer.member.id, kind, nonce), retry)
  const message = position === undefined ? undefined : await current(context, room, id)
  return message && position !== undefined ? { done: message, position } : undefined
}

async function change<K extends ChangeKind>(
  context: ActContext,
  viewer: MemberViewer,
  room: RoomKey,
  message: Message,
  { kind, nonce, body }: { kind: K; nonce: string; body: RecordBodies[K] },
): Promise<PreparedAct> {
  await context.rates.change(viewer)
  const eventId = eventIdOf(room, viewer.member.id, kind, nonce)
  const record = {
    version: 1,
    kind,
    ...room,
    eventId,
    actor: viewer.member,
    counts: false,
    at: context.now(),
    body,
  } as Extract<NewRecord, { kind: ChangeKind }>
  return { record, becomes: (position) => applyChange(message, { ...record, position }) }
}
