import { setTimeout as pause } from 'node:timers/promises'
import { anyOf } from '../node.ts'
import { type PageWindow, readPage, readSummary } from './pages.ts'
import type { Person, Room, World } from './world.ts'

/** People read a page for longer than they take to write a line. */
const READS_SLOWER = 3

/** Somebody who looks at pages of their rooms, here and there, and at what is unread; also at rooms that they were put out of. */
export async function lookAround(
  world: World,
  visits: readonly { person: Person; room: Room }[],
  name: string,
): Promise<void> {
  const random = world.random.fork(name)
  const { recorder, nodes } = world
  while (!world.stopping) {
    const node = await anyOf(nodes, random)
    const { person, room } = random.pick(visits)
    const who = { member: person.name, room: room.id }
    try {
      const known = world.known.get(room.id) ?? []
      const place = known[random.below(known.length)]
      const atLeast = known.at(-1)?.position ?? 0
      const windows: PageWindow[] = place
        ? [
            { before: String(place.position), last: 20 },
            { after: String(place.position), first: 20 },
            { around: place.id, first: 10 },
          ]
        : []
      const window = random.below(2) === 0 || windows.length === 0 ? { last: 20 } : random.pick(windows)
      const newest = 'last' in window && !('before' in window)
      const askedAt = performance.now()
      const page = await readPage(person.graphql(node), room.id, { ...window, atLeast })
      if (page) {
        const { position, messages } = page
        recorder.record({ type: 'page', ...who, askedAt, newest, atLeast, position, messages })
      }
      const summary = await readSummary(person.graphql(node), room.id)
      if (summary) recorder.record({ type: 'summary', ...who, final: false, ...summary })
    } catch {
      // The node is gone, or the message, or the right to see it: what was not shown is no evidence.
    }
    await pause(random.below(READS_SLOWER * world.pace))
  }
}
