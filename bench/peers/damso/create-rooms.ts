import type { SiteAccess } from './site-access.ts'

/** What one call of the API takes (`membersPerCall`). */
export const MEMBERS_PER_ROOM = 1_000

export const memberName = (index: number): string => `member-${index}`

const query = `mutation ($members: [MemberInput!]!, $key: String!) {
  upsertMembers(members: $members) { __typename ... on Refusal { message } }
  upsertRoom(key: $key, input: { title: "A room of the bench" }) { ... on Room { id } ... on Refusal { message } }
}`
const fill = `mutation ($room: ID!, $members: [RoomMemberInput!]!) {
  setMembers(roomId: $room, members: $members) { ... on Room { memberCount } ... on Refusal { message } }
}`

/** Rooms of 1,000 for `members` members, made as a site's backend makes them. Returns the rooms' ids, in order. */
export async function createRooms({ port, siteKey }: SiteAccess, members: number): Promise<string[]> {
  const rooms: string[] = []
  for (let first = 0; first < members; first += MEMBERS_PER_ROOM) {
    const count = Math.min(MEMBERS_PER_ROOM, members - first)
    const ids = Array.from({ length: count }, (_, index) => memberName(first + index))
    const made = await ask<{ upsertRoom: { id: string } }>(port, siteKey, query, {
      members: ids.map((id) => ({ id, name: id })),
      key: `room-${first}`,
    })
    const room = made.upsertRoom.id
    const filled = await ask<{ setMembers: { memberCount: number } }>(port, siteKey, fill, {
      room,
      members: ids.map((id) => ({ id })),
    })
    if (filled.setMembers.memberCount !== count) throw new Error(`the room was not filled: ${JSON.stringify(filled)}`)
    rooms.push(room)
  }
  return rooms
}

async function ask<T>(port: number, siteKey: string, query: string, variables: object): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${siteKey}` },
    body: JSON.stringify({ query, variables }),
  })
  const answer = (await response.json()) as { data?: T; errors?: { message: string }[] }
  if (answer.data == null || answer.errors) throw new Error(`the API said no: ${JSON.stringify(answer)}`)
  return answer.data
}
