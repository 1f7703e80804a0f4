import type { Graphql } from '../../support/graphql-client.ts'
import type { Random } from '../../support/random.ts'
import type { Server } from '../../support/server.ts'
import { createSite, type TestSite } from '../../support/site.ts'
import { StompClient } from '../../support/stomp-client.ts'
import type { Recorder } from '../history.ts'
import type { Power } from './power.ts'

/** A member of one site; the same name on another site is someone else. */
export interface Person {
  site: TestSite
  name: string
  graphql: Graphql
  connect(): Promise<StompClient>
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
  power: Power
  random: Random
  rooms: Room[]
  /** By room, the messages that were acknowledged last, newest last. */
  known: Map<string, { id: string; position: number }[]>
  /** Actors end when they have finished what they are at. */
  stopping: boolean
}

/** Two sites with the same names in them: groups, a direct room, one that a member is thrown out of, one that a member leaves. */
export async function createRooms(server: Server): Promise<Room[]> {
  const [shop, club] = [await createSite(server, 'shop'), await createSite(server, 'club')]
  const people = new Map<string, Person>()
  for (const site of [shop, club]) {
    const names = ['ann', 'ben', 'cho', 'dan', 'eve', 'fay']
    await site.backend('mutation ($members: [MemberInput!]!) { upsertMembers(members: $members) { __typename } }', {
      members: names.map((name) => ({ id: name, name })),
    })
    for (const name of names) people.set(`${site.id} ${name}`, await createPerson(server, site, name))
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
  return [
    await group(shop, 'team', ['ann', 'ben', 'cho', 'dan']),
    await group(shop, 'order-42', ['ann', 'cho']),
    await group(shop, 'lobby', ['ben', 'dan'], { guest: 'eve' }),
    await group(shop, 'square', ['ann', 'dan'], { guest: 'fay', joinPolicy: 'OPEN' }),
    await direct(person(shop, 'ann'), person(shop, 'ben')),
    await group(club, 'team', ['ann', 'cho']),
  ]
}

async function createPerson(server: Server, site: TestSite, name: string): Promise<Person> {
  const token = await site.token(name)
  return {
    site,
    name,
    graphql: await site.graphql(name),
    connect: () => StompClient.connect({ url: server.stomp, site: site.id, token }),
  }
}

async function direct(one: Person, other: Person): Promise<Room> {
  const opened = await one.graphql<{ openDirectRoom: { id: string } }>(
    'mutation ($memberId: ID!) { openDirectRoom(memberId: $memberId) { ... on Room { id } } }',
    { memberId: other.name },
  )
  return { id: opened.openDirectRoom.id, site: one.site, people: [one, other] }
}
