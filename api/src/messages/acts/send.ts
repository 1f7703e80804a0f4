import { type Member, type MemberId, parse, Refusal, type RoomId, roomKey, sendInput } from '@damso/schema/model'
import type { Viewer } from '@damso/schema/services'
import { eventIdOf } from '../event-id.ts'
import { type ActContext, current, earlierTry, newMessage, type PreparedAct } from './act.ts'

/** @param as a server names the member whose message it is */
export async function prepareSend(
  context: ActContext,
  viewer: Viewer,
  roomId: RoomId,
  value: unknown,
  as?: MemberId,
): Promise<PreparedAct> {
  const input = parse(sendInput, value)
  const sender = await senderOf(context, viewer, as)
  const room = roomKey(viewer, roomId)
  const eventId = eventIdOf(room, sender.id, 'message', input.nonce)

  // Who may not read the room learns nothing of it, also not by a retry.
  await context.access.check(viewer, 'read', roomId)
  const stands = (await earlierTry(context, room, eventId, input.retry)) !== undefined || input.retry
  const done = stands ? await current(context, room, eventId) : undefined
  // Before what may refuse a new one: what was stored stays stored, also in a room that was frozen since.
  if (done) return { done, position: done.position }

  const { room: settings, membership } = await context.access.check(viewer, 'post', roomId)
  await context.rates.message(viewer, settings, membership)
  const replyTo = input.replyTo ?? null
  if (replyTo !== null && !(await current(context, room, replyTo))) {
    throw new Refusal({ code: 'NOT_FOUND', message: 'replyTo names no message of this room', field: 'replyTo' })
  }
  const body = { nonce: input.nonce, text: input.text, replyTo, mentions: [...new Set(input.mentions ?? [])] }
  return { ...newMessage(room, eventId, sender, { at: context.now(), counts: true }, body), retry: input.retry }
}

async function senderOf(context: ActContext, viewer: Viewer, as: MemberId | undefined): Promise<Member> {
  if (viewer.kind === 'member') {
    if (as !== undefined && as !== viewer.member.id) {
      throw new Refusal({ code: 'FORBIDDEN', message: 'only the site’s backend may send as someone else', field: 'as' })
    }
    return viewer.member
  }
  if (as === undefined)
    throw new Refusal({
      code: 'INVALID',
      message: 'as is missing: a site key must say whose message it is',
      field: 'as',
    })
  const [member] = await context.members(viewer.site, [as])
  if (!member)
    throw new Refusal({
      code: 'NOT_FOUND',
      message: 'as names no member of this site: upsertMembers first',
      field: 'as',
    })
  return member
}
