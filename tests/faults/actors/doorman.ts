import { setTimeout as pause } from 'node:timers/promises'
import { createGraphql, type Graphql } from '../../support/graphql-client.ts'
import { anyOf, type Node } from '../node.ts'
import { PATIENCE_MILLISECONDS, type Person, type Room, type World } from './world.ts'

/** Longer than a removed member may still read, so that what they see after it is a violation. */
const OUT_MILLISECONDS = 4_000
const IN_MILLISECONDS = 1_500
const RETRY_MILLISECONDS = 20

const removal =
  'mutation ($room: ID!, $member: ID!) { done: removeMember(roomId: $room, memberId: $member) { __typename } }'
const addition =
  'mutation ($room: ID!, $member: ID!) { done: addMembers(roomId: $room, memberIds: [$member]) { __typename } }'
const leave = 'mutation ($room: ID!) { done: leaveRoom(id: $room) { __typename } }'
const join = 'mutation ($room: ID!) { done: joinRoom(id: $room) { __typename } }'

/** The site's backend puts a room's guest out and lets them in again, over and over; in the end they are in. */
export const putOutAndIn = (world: World, room: Room, guest: Person): Promise<void> =>
  comeAndGo(world, room, guest, {
    out: (node) => backend(room, node)(removal, { room: room.id, member: guest.name }),
    in: (node) => backend(room, node)(addition, { room: room.id, member: guest.name }),
  })

/** The guest of an open room leaves and joins by themselves. */
export const leaveAndJoin = (world: World, room: Room, guest: Person): Promise<void> =>
  comeAndGo(world, room, guest, {
    out: (node) => guest.graphql(node)(leave, { room: room.id }),
    in: (node) => guest.graphql(node)(join, { room: room.id }),
  })

const backend = ({ site }: Room, { graphql: url }: Node): Graphql =>
  createGraphql({ url, token: site.siteKey, milliseconds: PATIENCE_MILLISECONDS })

async function comeAndGo(
  world: World,
  room: Room,
  guest: Person,
  go: { out(node: Node): Promise<unknown>; in(node: Node): Promise<unknown> },
): Promise<void> {
  const random = world.random.fork(`guest of ${room.id}`)
  const who = { member: guest.name, room: room.id }
  const untilAnswered = async (act: (node: Node) => Promise<unknown>) => {
    for (;;) {
      const node = await anyOf(world.nodes, random)
      try {
        return await act(node)
      } catch {
        await pause(RETRY_MILLISECONDS)
      }
    }
  }
  while (!world.stopping) {
    await pause(random.below(IN_MILLISECONDS))
    await untilAnswered(go.out)
    world.recorder.record({ type: 'barred', ...who })
    await pause(random.below(OUT_MILLISECONDS))
    world.recorder.record({ type: 'readmitted', ...who })
    await untilAnswered(go.in)
  }
}
