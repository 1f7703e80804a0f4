import { createGraphql, type Graphql } from '../../support/graphql-client.ts'
import type { Random } from '../../support/random.ts'
import { createSite, type TestSite } from '../../support/site.ts'
import { StompClient } from '../../support/stomp-client.ts'
import type { Recorder } from '../history.ts'
import type { Node } from '../node.ts'

/** A member of one site; the same name on another site is someone else. */
export interface Person {
  site: TestSite
  name: string
  /** GraphQL through one node. */
  graphql(node: Node, milliseconds?: number): Graphql
  connect(node: Node): Promise<StompClient>
}

export interface Room {
  id: string
  site: TestSite
  /** Members for good. */
  people: Person[]
  /** Who comes and goes. */
  guest?: Person
}

/** Everything that actors share. */
export interface World {
  recorder: Recorder
  nodes: readonly Node[]
  random: Random
  rooms: Room[]
  /** By room, the messages that were acknowledged last, newest last. */
  known: Map<string, { id: string; position: number }[]>
  /** Between two acts of a member, at most, in milliseconds. */
  pace: number
  /** How often a send that was said for the first time was told to come later. */
  busy: number
  /** Sends that only asked whether a node takes any. */
  probes: number
  /** Actors end when they have finished what they are at. */
  stopping: boolean
}

/** An answer that is later than this is none: the outcome is unknown. */
export const PATIENCE_MILLISECONDS = 10_000

/**
 * Two sites with the same names in them: groups, a direct room, one that a member is thrown out of, one that a member leaves;
 * and more groups of two, up to `count` rooms.
 */
export async function createRooms(node: Node, count: number): Promise<Room[]> {
  const { server } = node
  const [shop, club] = [await createSite(server, 'shop'), await createSite(server, 'club')]
  const people = new Map<string, Person>()
  for (const site of [shop, club]) {
    const names = ['ann', 'ben', 'cho', 'dan', 'eve', 'fay']
    await site.backend('mutation ($members: [MemberInput!]!) { upsertMembers(members: $members) { __typename } }', {
      members: names.map((name) => ({ id: name, name })),
    })
    for (const name of names) people.set(`${site.id} ${name}`, await createPerson(site, name))
  }
  const person = (site: TestSite, name: string): Person => people.get(`${site.id} ${name}`) as Person
  const group = async (site: TestSite, key: string, names: string[], { guest = '', joinPolicy = 'INVITE' } = {}) => {
    const upserted = await site.backend<{ upsertRoom: { id: string } }>(
      'mutation ($key: String!, $input: UpsertRoomInput!) { upsertRoom(key: $key, input: $input) { ... on Room { id } } }',
      { key, input: { title: key, kind: 'GROUP', joinPolicy } },
    )
    const { id } = upserted.upsertRoom
    const members = [...names, ...(guest ? [guest] : [])].map((name) => ({ id: name }))
    await site.backend(
      'mutation ($roomId: ID!, $members: [RoomMemberInput!]!) { setMembers(roomId: $roomId, members: $members) { __typename } }',
      { roomId: id, members },
    )
    return { id, site, people: names.map((name) => person(site, name)), ...(guest && { guest: person(site, guest) }) }
  }
  const rooms: Room[] = [
    await group(shop, 'team', ['ann', 'ben', 'cho', 'dan']),
    await group(shop, 'order-42', ['ann', 'cho']),
    await group(shop, 'lobby', ['ben', 'dan'], { guest: 'eve' }),
    await group(shop, 'square', ['ann', 'dan'], { guest: 'fay', joinPolicy: 'OPEN' }),
    await direct(node, person(shop, 'ann'), person(shop, 'ben')),
    await group(club, 'team', ['ann', 'cho']),
  ]
  const pairs = [
    ['ann', 'ben'],
    ['cho', 'dan'],
    ['dan', 'ann'],
    ['ben', 'cho'],
  ]
  for (let number = rooms.length + 1; number <= count; number += 1)
    rooms.push(await group(number % 2 ? shop : club, `table-${number}`, pairs[number % pairs.length] as string[]))
  return rooms
}

async function createPerson(site: TestSite, name: string): Promise<Person> {
  // Good also where a clock is an hour off.
  const token = await site.token(name, { lifetime: '4h' })
  return {
    site,
    name,
    graphql: ({ graphql: url }, milliseconds = PATIENCE_MILLISECONDS) => createGraphql({ url, token, milliseconds }),
    connect: ({ stomp: url }) => StompClient.connect({ url, site: site.id, token }),
  }
}

async function direct(node: Node, one: Person, other: Person): Promise<Room> {
  const opened = await one.graphql(node)<{ openDirectRoom: { id: string } }>(
    'mutation ($memberId: ID!) { openDirectRoom(memberId: $memberId) { ... on Room { id } } }',
    { memberId: other.name },
  )
  return { id: opened.openDirectRoom.id, site: one.site, people: [one, other] }
}
