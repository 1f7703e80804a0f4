import type {
  ClientMessage,
  RoomDetails,
  RoomMember,
  RoomSummary,
  TimelineState,
  UnsentMessage,
} from '../client/index.ts'
import type { RoomView } from '../elements/room/room-view.ts'
import type { Talk } from './talk/ko.ts'

/** Static data in the client's shapes, for pictures and accessibility tests of every state. */

export const ME = 'me'
const today = (hour: number, minute: number) => new Date().setHours(hour, minute, 0, 0)
export const at = (hour: number, minute: number, daysAgo = 0): number => today(hour, minute) - daysAgo * 86_400_000

export const messageId = (index: number): string => `message-${String(index).padStart(14, '0')}`

type Said = [sender: string, text: string, at: number, more?: Partial<ClientMessage>]

/** Whose plan many like. */
export const planned = (talk: Talk): Said[] => [
  [talk.secretary, talk.plan, at(10, 11)],
  [
    talk.secretary,
    talk.route,
    at(10, 12),
    {
      reactions: [
        { emoji: '👍', members: [ME, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] },
        { emoji: '🙏', members: ['a', 'b', 'c', 'd'] },
      ],
    },
  ],
]

export function messages(...said: Said[]): ClientMessage[] {
  return said.map(([sender, text, sentAt, more], index) => ({
    site: 'gallery',
    room: 'room',
    id: messageId(index),
    position: index + 1,
    revision: index + 1,
    seq: index + 1,
    nonce: `nonce-${index}`,
    sender: { id: sender === '나' ? ME : sender, name: sender, picture: null },
    text,
    replyTo: null,
    mentions: [],
    reactions: [],
    sentAt,
    editedAt: null,
    deletedAt: null,
    quote: null,
    ...more,
  }))
}

export const unsent = (text: string, writtenAt: number, failed: string | null = null): UnsentMessage => ({
  nonce: `unsent-${text}`,
  room: 'room',
  text,
  replyTo: null,
  mentions: [],
  at: writtenAt,
  tried: true,
  failed,
})

export const room = (title: string, more: Partial<RoomSummary> = {}): RoomSummary => ({
  id: `room-${title}`,
  key: null,
  kind: 'GROUP',
  title,
  picture: null,
  joinPolicy: 'INVITE',
  postPolicy: 'MEMBERS',
  slowModeSeconds: 0,
  frozen: false,
  memberCount: 18,
  lastSeq: 100,
  lastPosition: 0,
  lastMessage: null,
  viewerMembership: { role: 'MEMBER', unreadCount: 0, readPosition: 0, readSeq: 100, notify: 'ALL' },
  viewerCan: ['READ', 'POST', 'REACT', 'LEAVE'],
  ...more,
})

export const details = (title: string, more: Partial<RoomDetails> = {}): RoomDetails => ({
  ...room(title, more),
  others: [],
  ...more,
})

export const order = (talk: Talk) => details(talk.order, { memberCount: 3 })
export const hike = (talk: Talk) => details(talk.hike)

export const member = (name: string, role: RoomMember['role'] = 'MEMBER', id = name): RoomMember => ({
  id,
  name,
  role,
  picture: null,
  readPosition: 0,
})

export const timeline = (shown: readonly ClientMessage[], more: Partial<TimelineState> = {}): TimelineState => ({
  messages: shown,
  hasOlder: false,
  hasNewer: false,
  status: 'ready',
  notices: [],
  loading: null,
  arrivals: 0,
  ...more,
})

export const view = (more: Partial<RoomView>): RoomView => ({
  details: undefined,
  timeline: timeline([]),
  signals: { typing: [], reads: new Map(), online: new Map() },
  unsent: [],
  unsentFull: false,
  draft: undefined,
  connection: 'connected',
  member: ME,
  unreadAfter: undefined,
  place: null,
  ...more,
})
