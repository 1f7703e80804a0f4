import {
  applyChange,
  deleteInput,
  editInput,
  type Message,
  type MessageId,
  type NewRecord,
  type Nonce,
  parse,
  type RecordBodies,
  Refusal,
  type RoomAction,
  type RoomId,
  reactionInput,
  roomKey,
  takesEmoji,
} from '@damso/schema/model'
import type { MemberViewer } from '@damso/schema/services'
import type { Admitted } from '../../access/create-access.ts'
import { may } from '../../access/may.ts'
import { eventIdOf } from '../event-id.ts'
import { type ActContext, current, earlierTry, type PreparedAct } from './act.ts'

type ChangeKind = 'edited' | 'deleted' | 'reaction'

/** What tells one change from another; the rest is the same for all. */
interface Change<K extends ChangeKind> {
  kind: K
  action: RoomAction
  nonce: Nonce
  retry?: boolean | undefined
  /** What the record says of this message, or why it may not; undefined: it is so already. @throws {Refusal} */
  decide(message: Message, admitted: Admitted): RecordBodies[K] | undefined
}

export async function prepareEdit(
  context: ActContext,
  viewer: MemberViewer,
  roomId: RoomId,
  id: MessageId,
  value: unknown,
): Promise<PreparedAct> {
  const { text, ...input } = parse(editInput, value)
  const decide = (message: Message) => {
    if (message.deletedAt !== null) throw noMessage()
    if (message.sender?.id !== viewer.member.id) throw forbidden('only its sender may edit a message')
    return { message: id, text }
  }
  return prepareChange(context, viewer, roomId, id, { kind: 'edited', action: 'post', ...input, decide })
}

export async function prepareDelete(
  context: ActContext,
  viewer: MemberViewer,
  roomId: RoomId,
  id: MessageId,
  value: unknown,
): Promise<PreparedAct> {
  const input = parse(deleteInput, value)
  const decide = (message: Message, { room, membership }: Admitted) => {
    if (message.deletedAt !== null) return undefined
    const moderator = may(viewer, 'deleteAny', room, membership)
    if (message.sender?.id !== viewer.member.id && !moderator)
      throw forbidden('only its sender or an operator may delete a message')
    return { message: id, moderator }
  }
  return prepareChange(context, viewer, roomId, id, { kind: 'deleted', action: 'read', ...input, decide })
}

export async function prepareReaction(
  context: ActContext,
  viewer: MemberViewer,
  roomId: RoomId,
  id: MessageId,
  value: unknown,
): Promise<PreparedAct> {
  const { emoji, on, ...input } = parse(reactionInput, value)
  const decide = (message: Message) => {
    if (message.deletedAt !== null) throw noMessage()
    if (on && !takesEmoji(message.reactions, emoji))
      throw new Refusal({
        code: 'FULL',
        message: 'this message has all the different reactions that it can take',
        field: 'emoji',
      })
    return { message: id, emoji, on }
  }
  return prepareChange(context, viewer, roomId, id, { kind: 'reaction', action: 'react', ...input, decide })
}

/**
 * Who may not read the room learns nothing of it, also not by a retry. Past that an earlier try comes first, as far as the
 * window of repeats reaches: what was stored stays stored, whatever would be refused now.
 */
async function prepareChange<K extends ChangeKind>(
  context: ActContext,
  viewer: MemberViewer,
  roomId: RoomId,
  id: MessageId,
  { kind, action, nonce, retry, decide }: Change<K>,
): Promise<PreparedAct> {
  const room = roomKey(viewer, roomId)
  await context.access.check(viewer, 'read', roomId)
  const eventId = eventIdOf(room, viewer.member.id, kind, nonce)
  const earlier = await earlierTry(context, room, eventId, retry)
  const message = await current(context, room, id)
  if (!message) throw noMessage()
  if (earlier !== undefined) return { done: message, position: earlier }

  const body = decide(message, await context.access.check(viewer, action, roomId))
  if (body === undefined) return { done: message, position: message.revision }
  await context.rates.change(viewer)
  const envelope = { version: 1, kind, ...room, eventId, actor: viewer.member, counts: false, at: context.now() }
  const record = { ...envelope, body } as Extract<NewRecord, { kind: ChangeKind }>
  return { record, becomes: (position) => applyChange(message, { ...record, position }) }
}

const noMessage = () =>
  new Refusal({ code: 'NOT_FOUND', message: 'there is no such message in this room', field: 'id' })

const forbidden = (message: string) => new Refusal({ code: 'FORBIDDEN', message, field: 'id' })
