/**
 * Support for tests of what stands on the services, where the services themselves are not what is tested.
 * @module
 */
import type { Message, SiteId } from '../model/index.ts'
import type {
  MemberService,
  MemberViewer,
  MessageService,
  RoomService,
  ServerViewer,
  Services,
  SiteService,
  ViewedRoom,
} from '../services/index.ts'

interface GivenServices {
  sites?: Partial<SiteService>
  members?: Partial<MemberService>
  rooms?: Partial<RoomService>
  messages?: Partial<MessageService>
}

/** Services that can do what is given: a call of anything else fails the test. */
export const servicesOf = ({ sites, members, rooms, messages }: GivenServices): Services => ({
  sites: only('sites', sites),
  members: only('members', members),
  rooms: only('rooms', rooms),
  messages: only('messages', messages),
})

const only = <S extends object>(name: string, given: Partial<S> = {}): S =>
  new Proxy(given, {
    get(target, call) {
      if (call in target) return Reflect.get(target, call)
      return () => {
        throw new Error(`${name}.${String(call)} was called, and is not given`)
      }
    },
  }) as S

export const memberViewer = (id: string, site: SiteId = 'shop'): MemberViewer => ({
  kind: 'member',
  site,
  member: { id, name: `Name of ${id}`, picture: null },
  role: 'member',
  expiresAt: Date.now() + 3_600_000,
})

export const serverViewer = (site: SiteId = 'shop'): ServerViewer => ({ kind: 'server', site, keyId: 'key-1' })

export const ROOM_ID = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab'

export const viewedRoom = (change: Partial<ViewedRoom> = {}): ViewedRoom => ({
  site: 'shop',
  id: ROOM_ID,
  key: 'order-42',
  kind: 'group',
  title: 'Order 42',
  picture: null,
  joinPolicy: 'invite',
  postPolicy: 'members',
  slowModeSeconds: 0,
  frozen: false,
  memberCount: 2,
  lastSeq: 7,
  lastPosition: 70,
  lastChangePosition: 70,
  lastMessage: null,
  createdAt: Date.UTC(2026, 0, 1),
  viewerMembership: null,
  viewerCan: ['read', 'post'],
  counterpart: null,
  unreadCount: 0,
  ...change,
})

export const messageBy = (member: string, change: Partial<Message> = {}): Message => ({
  site: 'shop',
  room: ROOM_ID,
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  position: 70,
  revision: 70,
  seq: 7,
  nonce: 'nonce-0001',
  sender: memberViewer(member).member,
  text: '안녕하세요',
  replyTo: null,
  mentions: [],
  reactions: [],
  sentAt: Date.UTC(2026, 0, 2),
  editedAt: null,
  deletedAt: null,
  ...change,
})
