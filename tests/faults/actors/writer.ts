import { setTimeout as pause } from 'node:timers/promises'
import type { Act } from '../history.ts'
import { anyOf, type Node } from '../node.ts'
import { Acts } from './acts.ts'
import type { Answer, Say } from './answer.ts'
import type { Person, Room, World } from './world.ts'

/** Acts of one member that are under way at once. */
const LANES = 2
const RETRY_MILLISECONDS = 10
/** Refusals that say nothing of the act: it is said again. */
const laterCodes = ['NOT_CAUGHT_UP', 'BUSY', 'RATE_LIMITED']

/** A member who writes until the world stops, and who says everything again of which they do not know what became. */
export async function write(world: World, person: Person, rooms: readonly Room[], say: Say): Promise<void> {
  const acts = new Acts(world, person, rooms)
  const random = world.random.fork(`pauses of ${person.site.id} ${person.name}`)
  const lane = async () => {
    while (!world.stopping) {
      const act = acts.next()
      const answer = await perform(world, act, say)
      acts.done(act, 'stored' in answer ? answer.stored : undefined)
      await pause(random.below(world.pace))
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

/** Says an act until it has an answer, of one node or of whichever runs; records all of it. */
export async function perform(
  world: World,
  act: Act,
  say: Say,
  { node, retry: again = false }: { node?: Node; retry?: boolean } = {},
): Promise<Answer> {
  const { recorder, nodes } = world
  const { nonce } = act
  const random = world.random.fork(nonce)
  for (let retry = again; ; ) {
    await (node ? node.up() : anyOf(nodes, random))
    recorder.record({ type: 'asked', act, retry })
    try {
      const answer = await say(act, retry, node)
      if ('stored' in answer) {
        recorder.record({ type: 'stored', nonce, ...answer.stored })
        return answer
      }
      if (!laterCodes.includes(answer.refused)) {
        recorder.record({ type: 'refused', nonce, code: answer.refused })
        return answer
      }
      if (answer.refused === 'BUSY' && act.kind === 'message' && !retry) world.busy += 1
      await pause(RETRY_MILLISECONDS)
    } catch {
      recorder.record({ type: 'unknown', nonce })
      retry = true
      await pause(RETRY_MILLISECONDS)
    }
  }
}
