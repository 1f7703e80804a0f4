import { limits } from '@damso/schema/model'
import type { Api } from './api.ts'
import type { ClientFault } from './client-fault.ts'
import type { Connection } from './connection.ts'
import { Drafts } from './drafts.ts'
import { LateConnection } from './late-connection.ts'
import { createMembershipActs, type MembershipActs } from './membership.ts'
import type { ClientMessage } from './message.ts'
import type { RoomStart } from './pages.ts'
import { createActs, type OpenRoom } from './room.ts'
import { createQuestions } from './room-questions.ts'
import { Rooms } from './rooms.ts'
import type { Session } from './session.ts'
import { Signals } from './signals.ts'
import type { Unsubscribe } from './store.ts'
import { Timeline } from './timeline.ts'
import { type Stored, Unsent } from './unsent.ts'
import { createUnsentStorage, type KeyValueStorage } from './unsent-storage.ts'

export interface ChatOptions {
  site: string
  server: string
  session: Session
  api: Api
  member: string
  storage: KeyValueStorage | undefined
  /** Whether the tabs of this member share a socket. */
  tabs: boolean
  draftStorage: KeyValueStorage | undefined
  onFault: (fault: ClientFault) => void
}

/** Everything that one signed-in member has. Another member gets another one, and shares nothing with it. */
export interface Chat extends MembershipActs {
  readonly member: string
  readonly api: Api
  readonly connection: Connection
  readonly rooms: Rooms
  readonly unsent: Unsent
  /** What is written and not sent, by room. */
  readonly drafts: Drafts
  /**
   * Holders of one room share it; it ends when each has closed it.
   * @param start where the first of them wants to begin
   */
  openRoom(id: string, start?: RoomStart): OpenRoom
  end(): void
}

export function createChat(options: ChatOptions): Chat {
  const { site, server, session, api, member, storage, draftStorage, tabs, onFault } = options
  const connection = new LateConnection(async () => {
    const { createLiveConnection } = await import('./live-connection.ts')
    return createLiveConnection({ site, server, session, member, tabs, onFault })
  }, onFault)
  const open = new Map<string, { room: OpenRoom; holders: number }>()
  const unsent = new Unsent({
    connection,
    storage: createUnsentStorage(storage, site, member),
    onStored: (stored) => {
      open.get(stored.room)?.room.timeline.insertStored(fromStored(site, member, stored))
    },
  })
  const rooms = new Rooms(api, connection, member)

  function openRoom(id: string, start?: RoomStart): OpenRoom {
    const held = open.get(id)
    if (held === undefined) return enterRoom(id, start)
    held.holders++
    const { status } = held.room.timeline.state.value
    if (status === 'failed' || status === 'closed') held.room.timeline.open()
    return held.room
  }

  function enterRoom(id: string, start: RoomStart | undefined): OpenRoom {
    const signals = new Signals(id, member, connection)
    const timeline = new Timeline({
      site,
      room: id,
      member,
      api,
      connection,
      onRecord: (event) => {
        if (event.type === 'message') {
          unsent.discard(event.nonce)
          if (event.sender && event.sender.id !== member) {
            signals.typed(event.sender.id)
            // Who writes has read up to there (design §4).
            signals.readBy(event.sender.id, event.position)
          }
        }
        rooms.record(event)
      },
      onSignal: (signal) => signals.handle(signal),
      onClosed: () => rooms.refresh(),
    })
    const questions = createQuestions(id, api)
    let stopReaders: Unsubscribe | undefined
    async function loadReaders(): Promise<void> {
      // Signals of a lost connection are lost: the markers are read again after it.
      stopReaders ??= connection.state.subscribe((state) => {
        if (state === 'connected') loadReaders().catch(() => {})
      })
      const members = await questions.findMembers('', limits.readReceiptMembers)
      for (const { id, readPosition } of members) if (id !== member) signals.readBy(id, readPosition)
    }
    const room: OpenRoom = {
      id,
      timeline,
      signals,
      ...createActs(id, connection),
      ...questions,
      loadReaders,
      close() {
        if (--entry.holders > 0) return
        open.delete(id)
        stopReaders?.()
        signals.close()
        timeline.close()
      },
    }
    const entry = { room, holders: 1 }
    open.set(id, entry)
    timeline.open(start)
    return room
  }

  return {
    member,
    api,
    connection,
    rooms,
    unsent,
    drafts: new Drafts(draftStorage, site, member),
    ...createMembershipActs(api, () => rooms.refresh()),
    openRoom,
    end() {
      for (const entry of [...open.values()]) {
        entry.holders = 1
        entry.room.close()
      }
      rooms.end()
      unsent.end()
      connection.close()
    },
  }
}

/** The time is the writer's until the record itself comes. */
function fromStored(
  site: string,
  member: string,
  { id, position, room, nonce, text, replyTo, mentions, at }: Stored,
): ClientMessage {
  return {
    site,
    room,
    id,
    position,
    revision: position,
    seq: null,
    nonce,
    sender: { id: member, name: '', picture: null },
    text,
    replyTo,
    mentions: mentions.map(({ id }) => id),
    named: mentions,
    reactions: [],
    sentAt: at,
    editedAt: null,
    deletedAt: null,
  }
}
