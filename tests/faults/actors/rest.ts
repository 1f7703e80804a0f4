import { setTimeout as pause } from 'node:timers/promises'
import type { Seen } from '../history.ts'
import type { Node } from '../node.ts'
import { readPage, readSummary } from './pages.ts'
import type { Reader } from './reader.ts'
import { sayOverGraphql } from './say-graphql.ts'
import type { Person, Room, World } from './world.ts'
import { perform } from './writer.ts'

const PAGE = 100
/** A reader or an archive that is not there by then never will be: the checker says so. */
const PATIENCE_MILLISECONDS = 30_000
const LOOK_MILLISECONDS = 50

/** One more message in each room, and everybody has seen it: then nothing moves any more. Records how it all stands. */
export async function comeToRest(world: World, readersOf: ReadonlyMap<string, readonly Reader[]>): Promise<void> {
  for (const room of world.rooms) {
    const last = await sayLast(world, room)
    const seen = Promise.all((readersOf.get(room.id) ?? []).map((reader) => reader.reaches(last)))
    await Promise.race([seen, pause(PATIENCE_MILLISECONDS)])
    await archived(world, room, last)
    // Each member asks another node: all of them must give the same room.
    for (const [at, person] of peopleOf(room).entries())
      await recordRoom(world, room, person, { node: world.nodes[at % world.nodes.length] as Node, atLeast: last })
  }
}

const peopleOf = ({ people, guest }: Room): Person[] => (guest ? [...people, guest] : people)

async function sayLast(world: World, room: Room): Promise<number> {
  const [person] = room.people as [Person]
  const nonce = `the-end-of-${room.id}`
  const answer = await perform(
    world,
    { kind: 'message', room: room.id, member: person.name, nonce, text: nonce },
    sayOverGraphql(world, person),
  )
  return 'stored' in answer ? (answer.stored.position ?? 0) : 0
}

async function archived({ nodes }: World, { id, people }: Room, position: number): Promise<void> {
  const [node] = nodes as [Node]
  const [person] = people as [Person]
  const until = performance.now() + PATIENCE_MILLISECONDS
  while (performance.now() < until) {
    const summary = await readSummary(person.graphql(node), id).catch(() => undefined)
    if (summary && summary.lastPosition >= position) return
    await pause(LOOK_MILLISECONDS)
  }
}

async function recordRoom(
  { recorder }: World,
  { id }: Room,
  person: Person,
  { node, atLeast }: { node: Node; atLeast: number },
): Promise<void> {
  const who = { member: person.name, room: id }
  const messages: Seen[] = []
  for (let after: string | null = '0'; after !== null; ) {
    const page = await readPage(person.graphql(node), id, { first: PAGE, after, atLeast })
    messages.push(...(page?.messages ?? []))
    after = page?.hasNextPage ? page.endCursor : null
  }
  recorder.record({ type: 'final', ...who, messages })
  const summary = await readSummary(person.graphql(node), id)
  if (summary) recorder.record({ type: 'summary', ...who, final: true, ...summary })
}
