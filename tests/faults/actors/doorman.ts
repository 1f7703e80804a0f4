import { setTimeout as pause } from 'node:timers/promises'
import { createGraphql, type Graphql } from '../../support/graphql-client.ts'
import { anyOf, type Node } from '../node.ts'
import { PATIENCE_MILLISECONDS, type Person, type Room, type World } from './world.ts'

/** Longer than a removed member may still read, so that what they see after it is a violation. */
const OUT_MILLISECONDS = 4_000
const IN_MILLISECONDS = 1_500
const RETRY_MILLISECONDS = 20

const done = '{ __typename ... on Refusal { code } }'
const removal = `mutation ($room: ID!, $member: ID!) { done: removeMember(roomId: $room, memberId: $member) ${done} }`
const addition = `mutation ($room: ID!, $member: ID!) { done: addMembers(roomId: $room, memberIds: [$member]) ${done} }`
const leave = `mutation ($room: ID!) { done: leaveRoom(id: $room) ${done} }`
const join = `mutation ($room: ID!) { done: joinRoom(id: $room) ${done} }`

interface Done {
  done: { __typename: string; code?: string }
}

/** The site's backend puts a room's guest out and lets them in again, over and over; in the end they are in. */
export const putOutAndIn = (world: World, room: Room, guest: Person): Promise<void> =>
  comeAndGo(world, room, guest, {
    out: (node) => backend(room, node)<Done>(removal, { room: room.id, member: guest.name }),
    in: (node) => backend(room, node)<Done>(addition, { room: room.id, member: guest.name }),
  })

/** The guest of an open room leaves and joins by themselves. */
export const leaveAndJoin = (world: World, room: Room, guest: Person): Promise<void> =>
  comeAndGo(world, room, guest, {
    out: (node) => guest.graphql(node)<Done>(leave, { room: room.id }),
    in: (node) => guest.graphql(node)<Done>(join, { room: room.id }),
  })

const backend = ({ site }: Room, { graphql: url }: Node): Graphql =>
  createGraphql({ url, token: site.siteKey, milliseconds: PATIENCE_MILLISECONDS })

async function comeAndGo(
  world: World,
  room: Room,
  guest: Person,
  go: { out(node: Node): Promise<Done>; in(node: Node): Promise<Done> },
): Promise<void> {
  const random = world.random.fork(`guest of ${room.id}`)
  const who = { member: guest.name, room: room.id }
  /** Each of these may be said again; a refusal is no answer, whatever its code. */
  const untilDone = async (act: (node: Node) => Promise<Done>) => {
    for (;;) {
      const node = await anyOf(world.nodes, random)
      const answer = await act(node).catch(() => undefined)
      if (answer && answer.done.__typename !== 'Refusal') return
      await pause(RETRY_MILLISECONDS)
    }
  }
  while (!world.stopping) {
    await pause(random.below(IN_MILLISECONDS))
    await untilDone(go.out)
    world.recorder.record({ type: 'barred', ...who })
    await pause(random.below(OUT_MILLISECONDS))
    world.recorder.record({ type: 'readmitted', ...who })
    await untilDone(go.in)
  }
}
