import {
  type Position,
  parse,
  parseSubscribeDestination,
  position,
  Refusal,
  type RoomId,
  roomKey,
} from '@damso/schema/model'
import { type Headers, StompError, type Subscription } from '../../stomp/application.ts'
import { isUnavailable } from '../../unavailable.ts'
import type { LiveContext } from '../context.ts'
import { resume } from '../resume.ts'
import { RoomSubscriber } from '../room-subscriber.ts'
import type { LiveSession } from '../session.ts'

/** Every destination that a client may SUBSCRIBE to (design §9). */
export async function subscribe(
  context: LiveContext,
  session: LiveSession,
  subscription: Subscription,
  headers: Headers,
): Promise<void> {
  const to = parseSubscribeDestination(subscription.destination)
  switch (to?.to) {
    case 'topic':
      return topic(context, session, subscription, to.room, positionHeader(headers.get('after')))
    case 'events':
      session.events = subscription
      // Not resumable: it orders a refetch of the room list.
      session.tell(subscription, 'subscribed', { type: 'subscribed' })
      return
    case 'errors':
      session.errors = subscription
      return
    default:
      throw new StompError('FORBIDDEN', `there is no destination ${subscription.destination} to SUBSCRIBE to`)
  }
}

export function unsubscribe({ hub }: LiveContext, session: LiveSession, subscription: Subscription): void {
  if (session.events === subscription) session.events = undefined
  if (session.errors === subscription) session.errors = undefined
  const subscriber = session.rooms.get(subscription)
  if (!subscriber) return
  subscriber.ended = true
  session.rooms.delete(subscription)
  hub.unsubscribe(subscriber)
}

/**
 * A room. It is joined before it is asked whether it may be, so that a removal which passes meanwhile finds it. A room that is not
 * the viewer's, or not there, ends at once with REMOVED and leaves the connection be: after a reconnect a client subscribes to
 * all it had, and one that it lost must not cost it the others.
 */
async function topic(
  context: LiveContext,
  session: LiveSession,
  subscription: Subscription,
  room: RoomId,
  after: Position | undefined,
): Promise<void> {
  const subscriber = new RoomSubscriber(session, subscription, roomKey(session.viewer, room))
  session.rooms.set(subscription, subscriber)
  context.hub.subscribe(subscriber)
  try {
    const { membership } = await context.access.check(session.viewer, 'read', room)
    const resumed = await resume(context, subscriber.room, after)
    if (subscriber.ended || session.connection.closed) return
    subscriber.begin({ ...resumed, version: membership?.version ?? 0 })
  } catch (error) {
    if (!(error instanceof Refusal) && !isUnavailable(error)) throw error
    subscriber.end(error instanceof Refusal ? 'REMOVED' : 'RESUME')
    context.hub.unsubscribe(subscriber)
    return
  }
  context.hub.catchUp(subscriber)
}

function positionHeader(text: string | undefined): Position | undefined {
  if (text === undefined) return undefined
  try {
    return parse(position, /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN)
  } catch {
    throw new StompError('PROTOCOL', 'the header after must be a position: a whole number as a page or MESSAGE gave it')
  }
}
