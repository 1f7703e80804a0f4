import type { Api } from './api.ts'
import { FindRoomMembers, Reactors } from './operations/generated/operations.ts'

/** A member of a room, and how far they have read. */
export interface Reader {
  id: string
  name: string
  picture: string | null
  readPosition: number
}

/** Who holds an emoji on a message: some by name, all by number. */
export interface ReactionHolders {
  emoji: string
  count: number
  members: readonly { id: string; name: string }[]
}

/** What is asked about a room only when somebody looks. @throws {ClientFault} */
export interface RoomQuestions {
  /** Members by a part of their name, in its order. */
  findMembers(search: string, first: number): Promise<readonly Reader[]>
  reactors(message: string): Promise<readonly ReactionHolders[]>
}

export const createQuestions = (room: string, api: Api): RoomQuestions => ({
  async findMembers(search, first) {
    const { room: found } = await api.request(FindRoomMembers, { room, first, search: search === '' ? null : search })
    return (found?.memberships.nodes ?? []).map(({ member, readPosition }) => ({ ...member, readPosition }))
  },
  async reactors(message) {
    const { room: found } = await api.request(Reactors, { room, message })
    return found?.message?.reactions ?? []
  },
})
