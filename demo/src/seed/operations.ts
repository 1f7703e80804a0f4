import type { Person } from '../communities/index.ts'
import type { Api } from './api.ts'

interface Refusal {
  code: string
  message: string
  retryAfter?: number
}
type Result<T> = ({ refused?: never } & T) | { refused: Refusal }

const refusal = '... on Refusal { refused: __typename code message retryAfter }'

/** An answer of a union with `Refusal`, or an Error that says what the server said. */
function accepted<T extends object>(result: T & { refused?: unknown; message?: string }): T {
  if (result.refused !== undefined) throw new Error(`The server refused a seed: ${result.message}`)
  return result
}

export async function upsertMembers(api: Api, members: readonly Person[]): Promise<void> {
  const { upsertMembers } = await api<{ upsertMembers: Result<object>[] }>(
    `mutation ($members: [MemberInput!]!) { upsertMembers(members: $members) { ... on Member { id } ${refusal} } }`,
    { members: members.map(({ id, name }) => ({ id, name })) },
  )
  upsertMembers.forEach(accepted)
}

export interface RoomInput {
  title: string
  kind: 'GROUP' | 'PUBLIC'
  joinPolicy: 'OPEN' | 'INVITE'
  postPolicy: 'MEMBERS' | 'OPERATORS'
}

/** @returns the room's id */
export async function upsertRoom(api: Api, key: string, input: RoomInput): Promise<string> {
  const { upsertRoom } = await api<{ upsertRoom: { id: string } }>(
    `mutation ($key: String!, $input: UpsertRoomInput!) { upsertRoom(key: $key, input: $input) { ... on Room { id } ${refusal} } }`,
    { key, input },
  )
  return accepted(upsertRoom).id
}

export interface RoomMember {
  id: string
  role: 'MEMBER' | 'OPERATOR'
}

export async function setMembers(api: Api, roomId: string, members: readonly RoomMember[]): Promise<void> {
  const { setMembers } = await api<{ setMembers: object }>(
    `mutation ($roomId: ID!, $members: [RoomMemberInput!]!) { setMembers(roomId: $roomId, members: $members) { ... on Room { id } ${refusal} } }`,
    { roomId, members },
  )
  accepted(setMembers)
}

/** @param api as a member: a direct room belongs to its two */
export async function openDirectRoom(api: Api, memberId: string): Promise<string> {
  const { openDirectRoom } = await api<{ openDirectRoom: { id: string } }>(
    `mutation ($memberId: ID!) { openDirectRoom(memberId: $memberId) { ... on Room { id } ${refusal} } }`,
    { memberId },
  )
  return accepted(openDirectRoom).id
}

/** @param api as the member whose marker it is */
export async function markRead(api: Api, roomId: string, position: number): Promise<void> {
  const { markRead } = await api<{ markRead: object }>(
    `mutation ($roomId: ID!, $position: Position!) { markRead(roomId: $roomId, position: $position) { ... on Membership { readPosition } ${refusal} } }`,
    { roomId, position },
  )
  accepted(markRead)
}

export interface ImportMessage {
  as: string
  nonce: string
  text: string
  sentAt: string
}

/** @returns a position, or why not, for each message */
export async function importMessages(
  api: Api,
  roomId: string,
  messages: readonly ImportMessage[],
): Promise<({ position: number } | { refused: Refusal })[]> {
  const { importMessages } = await api<{ importMessages: ({ position: number } | (Refusal & { position?: never }))[] }>(
    `mutation ($roomId: ID!, $messages: [ImportMessage!]!) { importMessages(roomId: $roomId, messages: $messages) { ... on Message { position } ${refusal} } }`,
    { roomId, messages },
  )
  return importMessages.map((result) =>
    result.position === undefined ? { refused: result } : { position: result.position },
  )
}

/** Says something now, as one of the members: unlike an import it is unread. @returns its position */
export async function sendMessage(api: Api, roomId: string, message: Omit<ImportMessage, 'sentAt'>): Promise<number> {
  const { sendMessage } = await api<{ sendMessage: { position: number } }>(
    // `retry`: an earlier start may have been cut off after this one.
    `mutation ($roomId: ID!, $as: ID!, $nonce: String!, $text: String!) { sendMessage(roomId: $roomId, as: $as, nonce: $nonce, text: $text, retry: true) { ... on Message { position } ${refusal} } }`,
    { roomId, ...message },
  )
  return accepted(sendMessage).position
}
