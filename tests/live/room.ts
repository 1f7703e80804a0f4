import { destinations, type TopicEvent } from '@damso/schema/model'
import { Queue } from '../support/queue.ts'
import type { Server } from '../support/server.ts'
import { createSite, type TestSite } from '../support/site.ts'
import type { StompClient } from '../support/stomp-client.ts'

export interface TestRoom {
  site: TestSite
  id: string
}

/** A site with one group of these members, all made by its backend. */
export async function createRoom(server: Server, siteId: string, members: readonly string[]): Promise<TestRoom> {
  const site = await createSite(server, siteId)
  await site.backend('mutation($members: [MemberInput!]!) { upsertMembers(members: $members) { __typename } }', {
    members: members.map((id) => ({ id, name: id })),
  })
  const { upsertRoom } = await site.backend<{ upsertRoom: { id: string } }>(
    'mutation { upsertRoom(key: "order-42", input: { title: "Order 42" }) { ... on Room { id } } }',
  )
  await site.backend(
    'mutation($room: ID!, $members: [RoomMemberInput!]!) { setMembers(roomId: $room, members: $members) { __typename ... on Refusal { message } } }',
    { room: upsertRoom.id, members: members.map((id) => ({ id })) },
  )
  return { site, id: upsertRoom.id }
}

/** Subscribes, and gives every event of the room in order. */
export function listen(client: StompClient, room: string, after?: number): Queue<TopicEvent> {
  const events = new Queue<TopicEvent>()
  client.subscribe<TopicEvent>(destinations.topic(room), {
    id: room,
    ...(after !== undefined && { after }),
    onEvent: (event) => events.push(event),
  })
  return events
}

export const ofType =
  <T extends TopicEvent['type']>(type: T) =>
  (event: TopicEvent): boolean =>
    event.type === type

let nonces = 0
export function nextNonce(): string {
  nonces += 1
  return `nonce-${String(nonces).padStart(8, '0')}`
}

export const say = (client: StompClient, room: string, text: string) =>
  client.send(destinations.messages(room), { nonce: nextNonce(), text })
