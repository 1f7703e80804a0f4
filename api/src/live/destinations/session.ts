import { Fault, parse, Refusal } from '@damso/schema/model'
import * as v from 'valibot'
import type { ReceiptHeaders } from '../../stomp/application.ts'
import type { LiveContext } from '../context.ts'
import { stompError } from '../fault.ts'
import type { LiveSession } from '../session.ts'

const sessionInput = v.object({ token: v.string() })

/** A newer token without a new connection; it must be of the same member and site. */
export async function session(
  context: LiveContext,
  live: LiveSession,
  _to: unknown,
  body: unknown,
): Promise<ReceiptHeaders> {
  const { token } = parse(sessionInput, body)
  try {
    const viewer = await context.identity.verifyToken(token, live.viewer.site)
    if (viewer.member.id !== live.viewer.member.id)
      throw new Fault('TOKEN', 'the new token is of another member: connect again')
    live.viewer = viewer
    await keepReadable(context, live)
  } catch (error) {
    throw error instanceof Fault ? stompError(error) : error
  }
  return {}
}

/** Who is no longer the site's operator reads only where they are a member. */
async function keepReadable({ access, hub }: LiveContext, { viewer, rooms }: LiveSession): Promise<void> {
  for (const subscriber of [...rooms.values()]) {
    try {
      await access.check(viewer, 'read', subscriber.room.room)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      subscriber.end('REMOVED')
      hub.unsubscribe(subscriber)
    }
  }
}
