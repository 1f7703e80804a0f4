import type { Api } from './api.ts'
import { Reactors } from './operations/generated/operations.ts'
import { findRoomMembers, type RoomMember } from './room-members.ts'

/** Who holds an emoji on a message: some by name, all by number. */
export interface ReactionHolders {
  emoji: string
  count: number
  members: readonly { id: string; name: string }[]
}

/** What is asked about a room only when somebody looks. @throws {ClientFault} */
export interface RoomQuestions {
  /** Members by a part of their name, in its order. */
  findMembers(search: string, first: number): Promise<readonly RoomMember[]>
  reactors(message: string): Promise<readonly ReactionHolders[]>
}

export const createQuestions = (room: string, api: Api): RoomQuestions => ({
  findMembers: async (search, first) => (await findRoomMembers(api, room, { first, search }))?.members ?? [],
  async reactors(message) {
    const { room: found } = await api.request(Reactors, { room, message })
    return found?.message?.reactions ?? []
  },
})
