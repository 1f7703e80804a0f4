import type { ActKind } from '../history.ts'
import { anyOf } from '../node.ts'
import type { Say } from './answer.ts'
import type { Person, World } from './world.ts'

const answer = '{ __typename ... on Message { id position } ... on Refusal { code } }'
const once = '$nonce: String!, $retry: Boolean'

const mutations: Record<ActKind, string> = {
  message: `mutation ($room: ID!, ${once}, $text: String!) {
    said: sendMessage(roomId: $room, nonce: $nonce, retry: $retry, text: $text) ${answer} }`,
  edited: `mutation ($room: ID!, $message: ID!, ${once}, $text: String!) {
    said: editMessage(roomId: $room, id: $message, nonce: $nonce, retry: $retry, text: $text) ${answer} }`,
  deleted: `mutation ($room: ID!, $message: ID!, ${once}) {
    said: deleteMessage(roomId: $room, id: $message, nonce: $nonce, retry: $retry) ${answer} }`,
  reaction: `mutation ($room: ID!, $message: ID!, ${once}, $emoji: String!, $on: Boolean!) {
    said: setReaction(roomId: $room, messageId: $message, nonce: $nonce, retry: $retry, emoji: $emoji, on: $on) ${answer} }`,
  read: `mutation ($room: ID!, $position: Position!) {
    said: markRead(roomId: $room, position: $position) { __typename ... on Membership { readPosition } ... on Refusal { code } } }`,
}

/** Acts as GraphQL mutations. */
export function sayOverGraphql(world: World, person: Person, milliseconds?: number): Say {
  const random = world.random.fork(`nodes of ${person.site.id} ${person.name}`)
  return async ({ kind, member: _, ...variables }, retry, node) => {
    const ask = person.graphql(node ?? (await anyOf(world.nodes, random)), milliseconds)
    const { said } = await ask<{ said: { code?: string; id?: string; position?: number } }>(
      mutations[kind],
      kind === 'read' ? { room: variables.room, position: variables.position } : { ...variables, retry },
    )
    if (said.code !== undefined) return { refused: said.code }
    // The place of a change is not told: what is answered is the message.
    return { stored: { position: kind === 'message' ? (said.position ?? null) : null, message: said.id ?? null } }
  }
}
