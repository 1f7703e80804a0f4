import type { Api } from './api.ts'
import { RoomMembers, type RoomRole } from './operations/generated/operations.ts'

export interface Person {
  id: string
  name: string
  picture: string | null
}

/** Someone in a room, and how far they have read. */
export interface RoomMember extends Person {
  role: RoomRole
  readPosition: number
}

export interface RosterPage {
  members: readonly RoomMember[]
  /** Where the next page begins; null: nothing follows. */
  next: string | null
}

/**
 * Who is in a room, in the server's order.
 * @returns undefined: the room is absent or not this member's to see. @throws {ClientFault}
 */
export async function findRoomMembers(
  api: Api,
  room: string,
  { first, after = null, search = '' }: { first: number; after?: string | null; search?: string },
): Promise<RosterPage | undefined> {
  const variables = { room, first, after, search: search === '' ? null : search }
  const { room: found } = await api.request(RoomMembers, variables)
  if (found === null) return undefined
  const { nodes, pageInfo } = found.memberships
  return {
    members: nodes.map(({ member, role, readPosition }) => ({ ...member, role, readPosition })),
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  }
}
