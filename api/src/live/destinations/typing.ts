import { type RoomId, roomKey } from '@damso/schema/model'
import type { ReceiptHeaders } from '../../stomp/application.ts'
import type { LiveContext } from '../context.ts'
import type { LiveSession } from '../session.ts'

/** A signal: said at most every 2 s a member and room, the rest is quietly dropped. */
export async function typing(
  { access, rates, signals }: LiveContext,
  { viewer }: LiveSession,
  { room }: { room: RoomId },
): Promise<ReceiptHeaders> {
  await access.check(viewer, 'post', room)
  if (await rates.typing(viewer, room)) {
    signals.publish(roomKey(viewer, room), {
      type: 'typing',
      member: { id: viewer.member.id, name: viewer.member.name },
    })
  }
  return {}
}
