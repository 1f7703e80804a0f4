import type { Api } from './api.ts'
import {
  AddMembers,
  CreateRoom,
  type CreateRoomInput,
  Invitable,
  Members,
  RemoveMember,
  type RoomFieldsFragment,
  type RoomRole,
  SetRole,
  UpdateRoom,
} from './operations/generated/operations.ts'
import { type ActResult, type Refused, settling } from './refused.ts'
import { findRoomMembers, type Person, type RosterPage } from './room-members.ts'

type Result = Promise<ActResult>

/** Someone who may be brought into a room, or is in it already. */
export interface Candidate extends Person {
  present: boolean
}

export type RoomSettings = Pick<
  RoomFieldsFragment,
  'title' | 'joinPolicy' | 'postPolicy' | 'slowModeSeconds' | 'frozen'
>

export interface NewRoom {
  title: string
  kind: NonNullable<CreateRoomInput['kind']>
  members: readonly string[]
}

/** What a member does to rooms and to who is in them. Refusals are values. @throws {ClientFault} */
export interface Management {
  /** @returns undefined: the room is absent or not this member's to see */
  members(room: string, first: number, after: string | null, search: string): Promise<RosterPage | undefined>
  /** People by a part of their name. @param room marks those who are in it; null: a room that is not made yet */
  candidates(room: string | null, search: string): Promise<readonly Candidate[]>
  add(room: string, members: readonly string[]): Result
  remove(room: string, member: string): Result
  setRole(room: string, member: string, role: RoomRole): Result
  update(room: string, change: Partial<RoomSettings>): Result
  create(room: NewRoom): Promise<{ room: string } | Refused>
}

const FOUND = 30
/** Those of the room among the people found: the same search finds both, this many at most. */
const WITHIN = 100

/** @param changed the list of rooms may say something else now */
export function createManagement(api: Api, changed: () => void): Management {
  const settled = settling(changed)
  return {
    members: (room, first, after, search) => findRoomMembers(api, room, { first, after, search }),
    async candidates(room, search) {
      if (room === null) {
        const { members } = await api.request(Members, { search, first: FOUND })
        return members.nodes.map((person) => ({ ...person, present: false }))
      }
      const { members, room: found } = await api.request(Invitable, { room, search, first: FOUND, within: WITHIN })
      const present = new Set(found?.memberships.nodes.map(({ member }) => member.id))
      return members.nodes.map((person) => ({ ...person, present: present.has(person.id) }))
    },
    add: async (room, members) => settled((await api.request(AddMembers, { room, members: [...members] })).addMembers),
    remove: async (room, member) => settled((await api.request(RemoveMember, { room, member })).removeMember),
    setRole: async (room, member, role) => settled((await api.request(SetRole, { room, member, role })).setRole),
    update: async (room, change) => settled((await api.request(UpdateRoom, { room, change })).updateRoom),
    async create({ members, ...input }) {
      const { createRoom: result } = await api.request(CreateRoom, { input: { ...input, memberIds: [...members] } })
      if (result.__typename === 'Refusal') return { code: result.code, field: result.field }
      changed()
      return { room: result.id }
    },
  }
}
