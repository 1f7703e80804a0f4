import type { Api } from './api.ts'
import {
  JoinRoom,
  LeaveRoom,
  Members,
  type Notify,
  OpenDirectRoom,
  PublicRooms,
  SetNotify,
} from './operations/generated/operations.ts'
import { type ActResult, type Refused, settling } from './refused.ts'
import type { Person } from './room-members.ts'
import type { RoomSummary } from './rooms.ts'

export interface Found {
  members: readonly Person[]
  rooms: readonly RoomSummary[]
}

/** Which rooms a member is in, and how they find others. Refusals are values. @throws {ClientFault} */
export interface MembershipActs {
  openDirect(member: string): Promise<{ room: string } | Refused>
  join(room: string): Promise<ActResult>
  leave(room: string): Promise<ActResult>
  notify(room: string, notify: Notify): Promise<ActResult>
  /** People this member may write to, or public rooms, by a part of their name. */
  directory(kind: 'members' | 'public', search: string): Promise<Found>
}

const FOUND = 30

export function createMembershipActs(api: Api, changed: () => void): MembershipActs {
  const settled = settling(changed)
  return {
    async openDirect(member) {
      const { openDirectRoom: result } = await api.request(OpenDirectRoom, { member })
      if (result.__typename === 'Refusal') return { code: result.code, field: result.field }
      changed()
      return { room: result.id }
    },
    join: async (room) => settled((await api.request(JoinRoom, { room })).joinRoom),
    leave: async (room) => settled((await api.request(LeaveRoom, { room })).leaveRoom),
    notify: async (room, notify) => settled((await api.request(SetNotify, { room, notify })).setNotify),
    async directory(kind, search) {
      if (kind === 'public') {
        const { publicRooms } = await api.request(PublicRooms, { first: FOUND, search: search === '' ? null : search })
        return { members: [], rooms: publicRooms.nodes }
      }
      const { members } = await api.request(Members, { search, first: FOUND })
      return { members: members.nodes, rooms: [] }
    },
  }
}
