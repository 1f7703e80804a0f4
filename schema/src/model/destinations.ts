import type { MessageId, RoomId } from './ids.ts'

/** STOMP destinations (design §9): written by clients, read by the server, both from here. */
export const destinations = {
  messages: (room: RoomId) => `/app/rooms/${room}/messages`,
  edit: (room: RoomId, message: MessageId) => `/app/rooms/${room}/messages/${message}/edit`,
  delete: (room: RoomId, message: MessageId) => `/app/rooms/${room}/messages/${message}/delete`,
  reactions: (room: RoomId, message: MessageId) => `/app/rooms/${room}/messages/${message}/reactions`,
  typing: (room: RoomId) => `/app/rooms/${room}/typing`,
  read: (room: RoomId) => `/app/rooms/${room}/read`,
  session: '/app/session',
  topic: (room: RoomId) => `/topic/rooms/${room}`,
  events: '/user/queue/events',
  errors: '/user/queue/errors',
} as const

export type SendDestination =
  | { to: 'messages' | 'typing' | 'read'; room: RoomId }
  | { to: 'edit' | 'delete' | 'reactions'; room: RoomId; message: MessageId }
  | { to: 'session' }

export type SubscribeDestination = { to: 'topic'; room: RoomId } | { to: 'events' } | { to: 'errors' }

const ROOM = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const inRoom = new RegExp(`^/app/rooms/(${ROOM})/(messages|typing|read)$`)
const onMessage = new RegExp(`^/app/rooms/(${ROOM})/messages/([A-Za-z0-9_-]{22})/(edit|delete|reactions)$`)
const topic = new RegExp(`^/topic/rooms/(${ROOM})$`)

/** Exact shapes only, no patterns: undefined is "no such destination". */
export function parseSendDestination(text: string): SendDestination | undefined {
  if (text === destinations.session) return { to: 'session' }
  const plain = inRoom.exec(text)
  if (plain) return { to: plain[2] as 'messages' | 'typing' | 'read', room: plain[1] as RoomId }
  const message = onMessage.exec(text)
  if (message)
    return {
      to: message[3] as 'edit' | 'delete' | 'reactions',
      room: message[1] as RoomId,
      message: message[2] as MessageId,
    }
  return undefined
}

export function parseSubscribeDestination(text: string): SubscribeDestination | undefined {
  if (text === destinations.events) return { to: 'events' }
  if (text === destinations.errors) return { to: 'errors' }
  const room = topic.exec(text)?.[1]
  return room === undefined ? undefined : { to: 'topic', room }
}
