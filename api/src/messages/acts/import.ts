import {
  type ImportInput,
  importInput,
  type Member,
  type Message,
  parse,
  Refusal,
  type RoomId,
  type RoomKey,
  roomKey,
} from '@damso/schema/model'
import type { Outcome, Viewer } from '@damso/schema/services'
import { eventIdOf } from '../event-id.ts'
import { type ActContext, newMessage, type PreparedAct } from './act.ts'

/**
 * Messages of another time, brought in by the site's backend. They take no `seq`, so an import makes nobody's badge jump;
 * their place is where they are appended, so history is imported before people talk, oldest first. Two statements for all.
 */
export async function prepareImport(
  context: ActContext,
  viewer: Viewer,
  roomId: RoomId,
  values: readonly unknown[],
): Promise<Outcome<PreparedAct>[]> {
  if (viewer.kind !== 'server')
    throw new Refusal({ code: 'FORBIDDEN', message: 'only the site’s backend may import messages' })
  const room = roomKey(viewer, roomId)
  const inputs = values.map((value, at) => check(value, `messages[${at}].`, context.now()))
  const valid = inputs.flatMap((input) => ('value' in input ? [input.value] : []))

  const names = [...new Set(valid.map(({ as }) => as))]
  const found = await context.members(viewer.site, names)
  const senders = new Map(found.flatMap((member) => (member ? [[member.id, member]] : [])))
  const ids = valid.map((input) => eventIdOf(room, input.as, 'message', input.nonce))
  const stored = await context.timeline.find(room, ids)
  const done = new Map(stored.flatMap((message) => (message ? [[message.id, message]] : [])))

  return inputs.map((input, at) => {
    if ('refusal' in input) return input
    const sender = senders.get(input.value.as)
    return sender ? { value: act(room, sender, input.value, done) } : { refusal: noSuchMember(`messages[${at}].as`) }
  })
}

function check(value: unknown, within: string, now: number): Outcome<ImportInput> {
  try {
    const input = parse(importInput, value, within)
    if (input.sentAt <= now) return { value: input }
    return {
      refusal: new Refusal({
        code: 'INVALID',
        message: `${within}sentAt is in the future: import what was said before`,
        field: `${within}sentAt`,
      }),
    }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error }
    throw error
  }
}

function act(
  room: RoomKey,
  sender: Member,
  { nonce, text, sentAt }: ImportInput,
  stored: ReadonlyMap<string, Message>,
): PreparedAct {
  const eventId = eventIdOf(room, sender.id, 'message', nonce)
  const done = stored.get(eventId)
  if (done) return { done, position: done.position }
  return newMessage(room, eventId, sender, { at: sentAt, counts: false }, { nonce, text, replyTo: null, mentions: [] })
}

const noSuchMember = (field: string) =>
  new Refusal({ code: 'NOT_FOUND', message: `${field} names no member of this site: upsertMembers first`, field })
