import type { Api } from './api.ts'
import { backoff, pause } from './backoff.ts'
import { ClientFault, faultCodeOf } from './client-fault.ts'
import { fromGraphql } from './message.ts'
import type { MessageWindow } from './message-window.ts'
import { RoomMessages } from './operations/generated/operations.ts'
import type { RoomSummary } from './rooms.ts'

/** Messages of one page. */
export const PAGE = 50
const ATTEMPTS = 4

export interface Page extends MessageWindow {
  /** Complete up to here: SUBSCRIBE after it. */
  position: number
}

export type PageOf =
  | { newest: true }
  | { before: number }
  | { after: number }
  | { around: string }
  | { date: number }
  /** What follows a position, and a page of what was said up to there. */
  | { unreadAfter: number }

/** Where to begin in a room: at a message, or the newest if that is not to be had; or at the first that is unread. */
export type RoomStart = { message: string } | { unreadAfter: number }

/** Where a member begins. Of a page or more that is unread the newest page would not show the first; undefined: it does. */
export function startOf({ viewerMembership }: RoomSummary): RoomStart | undefined {
  const isMuch = viewerMembership && viewerMembership.unreadCount >= PAGE
  return isMuch ? { unreadAfter: viewerMembership.readPosition } : undefined
}

/**
 * Reads a page of a room's timeline. A node that lags behind what this client saw elsewhere is asked again.
 *
 * @param atLeast the highest position of this room that the client saw; 0: none
 * @throws {ClientFault} NOT_FOUND where the room is absent or not yours to see
 */
export async function loadPage(api: Api, site: string, room: string, of: PageOf, atLeast: number): Promise<Page> {
  if ('unreadAfter' in of) {
    const both = [{ before: of.unreadAfter + 1 }, { after: of.unreadAfter }]
    const [read, unread] = await Promise.all(both.map((part) => loadPage(api, site, room, part, atLeast)))
    return join(read as Page, unread as Page)
  }
  const variables = { room, ...windowOf(of), ...(atLeast > 0 && { atLeast }) }
  for (let attempt = 0; ; attempt++) {
    try {
      const { room: found } = await api.request(RoomMessages, variables)
      if (found === null) throw new ClientFault('NOT_FOUND', 'no such room')
      const { nodes, pageInfo, position } = found.messages
      return {
        messages: nodes.map((fields) => fromGraphql(site, room, fields)),
        hasOlder: pageInfo.hasPreviousPage,
        hasNewer: pageInfo.hasNextPage,
        position,
      }
    } catch (error) {
      if (!['NOT_CAUGHT_UP', 'NETWORK'].includes(faultCodeOf(error)) || attempt + 1 >= ATTEMPTS) throw error
      await pause(backoff(attempt))
    }
  }
}

const join = (older: Page, newer: Page): Page => ({
  messages: [...older.messages, ...newer.messages],
  hasOlder: older.hasOlder,
  hasNewer: newer.hasNewer,
  position: Math.min(older.position, newer.position),
})

/** Positions are the cursors of a room's messages (PROTOCOL.md). */
function windowOf(of: Exclude<PageOf, { unreadAfter: number }>) {
  if ('before' in of) return { last: PAGE, before: String(of.before) }
  if ('after' in of) return { first: PAGE, after: String(of.after) }
  if ('around' in of) return { first: PAGE, around: of.around }
  if ('date' in of) return { first: PAGE, aroundDate: new Date(of.date).toISOString() }
  return { last: PAGE }
}
