import type { Chat, TimelineState } from '../../client/index.ts'
import type { RoomView } from '../room/room-view.ts'
import type { Visit } from './visit.ts'

/** What the visited room shows; undefined: none is open. */
export function roomView(chat: Chat, { room, absent, details, unreadAfter, place }: Visit): RoomView | undefined {
  if (room === null && absent === null) return undefined
  return {
    connection: chat.connection.state.value,
    member: chat.member,
    unsentFull: chat.unsent.full,
    draft: room ? chat.drafts.get(room.id) : undefined,
    unreadAfter,
    place,
    details,
    ...(room
      ? {
          timeline: room.timeline.state.value,
          signals: room.signals.state.value,
          unsent: chat.unsent.messages.value.filter((message) => message.room === room.id),
        }
      : lacking(absent ?? 'closed')),
  }
}

const lacking = (status: TimelineState['status']): Pick<RoomView, 'timeline' | 'signals' | 'unsent'> => ({
  timeline: { messages: [], hasOlder: false, hasNewer: false, status, notices: [], loading: null, arrivals: 0 },
  signals: { typing: [], reads: new Map(), online: new Map() },
  unsent: [],
})
