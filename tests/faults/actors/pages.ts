import type { Graphql } from '../../support/graphql-client.ts'
import type { Seen } from '../history.ts'

interface PageAnswer {
  room: {
    messages: {
      position: number
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
      nodes: {
        id: string
        position: number
        revision: number
        seq: number | null
        nonce: string | null
        text: string | null
        sender: { id: string } | null
        reactions: { emoji: string; members: { id: string }[] }[]
      }[]
    }
  } | null
}

export interface PageWindow {
  first?: number
  last?: number
  before?: string
  after?: string
  around?: string
  atLeast?: number
}

export interface Page {
  position: number
  messages: Seen[]
  hasNextPage: boolean
  endCursor: string | null
}

const query = `query ($room: ID!, $first: Int, $last: Int, $before: String, $after: String, $around: ID, $atLeast: Position) {
  room(id: $room) {
    messages(first: $first, last: $last, before: $before, after: $after, around: $around, atLeast: $atLeast) {
      position
      pageInfo { hasNextPage endCursor }
      nodes { id position revision seq nonce text sender { id } reactions { emoji members(first: 20) { id } } }
    }
  }
}`

/** A page of a room as the member sees it who asks; undefined: the room is not theirs. */
export async function readPage(graphql: Graphql, room: string, window: PageWindow): Promise<Page | undefined> {
  const answer = await graphql<PageAnswer>(query, { room, ...window })
  if (!answer.room) return undefined
  const { position, pageInfo, nodes } = answer.room.messages
  const messages = nodes.map(({ sender, reactions, ...message }) => ({
    ...message,
    sender: sender?.id ?? null,
    reactions: reactions.map(({ emoji, members }) => ({ emoji, members: members.map(({ id }) => id) })),
  }))
  return { position, messages, ...pageInfo }
}

export interface Summary {
  lastSeq: number
  lastPosition: number
  unread: number
  readPosition: number
  readSeq: number
}

/** Undefined: not a member. */
export async function readSummary(graphql: Graphql, room: string): Promise<Summary | undefined> {
  const answer = await graphql<{
    room: {
      lastSeq: number
      lastPosition: number
      viewerMembership: { unreadCount: number; readPosition: number; readSeq: number } | null
    } | null
  }>(
    'query ($room: ID!) { room(id: $room) { lastSeq lastPosition viewerMembership { unreadCount readPosition readSeq } } }',
    { room },
  )
  const membership = answer.room?.viewerMembership
  if (!answer.room || !membership) return undefined
  const { lastSeq, lastPosition } = answer.room
  const { unreadCount, readPosition, readSeq } = membership
  return { lastSeq, lastPosition, unread: unreadCount, readPosition, readSeq }
}
