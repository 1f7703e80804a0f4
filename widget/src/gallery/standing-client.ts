import {
  type Chat,
  type Client,
  createClient,
  type OpenRoom,
  type RoomDetails,
  type RoomMember,
  Session,
  Store,
  type TimelineState,
  type TokenProvider,
} from '../client/index.ts'
import { ME } from './data.ts'

interface Standing {
  rooms: readonly RoomDetails[]
  timeline: TimelineState
  members: readonly RoomMember[]
}

/** A client whose stores hold static data: it shows what a panel lays out, and nothing ever changes in it. */
export function standingClient({ rooms, timeline, members }: Standing): Client {
  const pass = () => {}
  const openRoom = (id: string) =>
    ({
      id,
      timeline: { state: new Store(timeline), following: true },
      signals: {
        state: new Store({ typing: [], reads: new Map(), online: new Map() }),
        readBy: pass,
        read: pass,
      },
      loadReaders: async () => {},
      close: pass,
    }) as unknown as OpenRoom
  const nodes = members.map(({ role, readPosition, ...person }) => ({ member: person, role, readPosition }))
  const memberships = { nodes, pageInfo: { hasNextPage: false, endCursor: null } }
  const chat = {
    member: ME,
    api: { request: async () => ({ room: { memberships } }) },
    connection: { state: new Store('connected'), open: pass },
    rooms: {
      state: new Store({ status: 'ready', rooms, hasMore: false, unreadTotal: 0, search: '' }),
      news: new Store(undefined),
      refresh: pass,
      find: async ({ id }: { id: string }) => rooms.find((room) => room.id === id),
    },
    unsent: { messages: new Store([]), full: false },
    drafts: { get: pass },
    openRoom,
  } as unknown as Chat
  return { session: new Session(() => null), chat: new Store<Chat | null>(chat), pause: pass, resume: pass, end: pass }
}

/** A real client to whom the page's backend says that nobody is signed in, or nothing at all. */
export function lonelyClient(tokens: TokenProvider): Client {
  const client = createClient({ site: 'gallery', server: 'https://gallery.invalid/', session: tokens })
  void client.session.token().catch(() => {})
  return client
}
