import { setTimeout as pause } from 'node:timers/promises'
import { sayOverGraphql } from './actors/say-graphql.ts'
import type { Person, Room, World } from './actors/world.ts'
import { perform } from './actors/writer.ts'
import { drawn, faults } from './faults/index.ts'
import type { Ground } from './ground.ts'
import type { Node } from './node.ts'

/** Traffic before a fault: between these, in milliseconds. */
const TALK = { least: 50, most: 600 }
const LASTS = { least: 0, most: 1_000 }
/** Back to normal within this after healing, where a restart in good health takes no longer than on an idle machine. */
const RECOVERY_MILLISECONDS = 10_000
const RESTART_MILLISECONDS = 3_000
const ROUNDS_PER_MEASURE = 20
/** Nobody recovers after it: the run ends, and says what the node wrote. */
const LOST_MILLISECONDS = 60_000
/** A try of a probe: short, so that what is measured is the node and not the client's patience. */
const PROBE_MILLISECONDS = 2_000

export interface Plan {
  rounds: number
  /** Of the faults to draw from. */
  names: readonly string[]
  /** Is told each fault, in words, when it is over. */
  tell(line: string): void
}

/** Something is broken, left so, mended, and everybody is back; over and over. */
export async function passRounds(world: World, ground: Ground, { rounds, names, tell }: Plan): Promise<void> {
  const random = world.random.fork('rounds')
  const next = drawn(names, random.fork('names'))
  const between = ({ least, most }: typeof TALK) => pause(least + random.below(most - least))
  let limit = RECOVERY_MILLISECONDS
  for (let round = 1; round <= rounds; round += 1) {
    await between(TALK)
    if (round % ROUNDS_PER_MEASURE === 1) limit = RECOVERY_MILLISECONDS + (await beyond(world, ground, tell))
    const name = next.next().value
    const fault = faults[name]
    if (!fault) throw new Error(`there is no fault "${name}"`)
    const { what, heal } = await fault.begin({ ground, world, random: random.fork(`${name} ${round}`) })
    world.recorder.record({ type: 'fault', fault: name, what })
    await between(fault.lasts ?? LASTS)
    await heal()
    world.recorder.record({ type: 'healed', fault: name })
    const milliseconds = await recover(world, `${name} (${what})`)
    world.recorder.record({ type: 'recovered', fault: name, milliseconds, limit })
    await weigh(world)
    tell(`${round}/${rounds} ${name}: ${what}; back after ${milliseconds} ms`)
  }
  await pause(TALK.most)
}

/**
 * How much longer a restart in good health takes here and now than on an idle machine: this one may be busy with other work, and the
 * log that a node reads back grows with the run, up to the window of repeats.
 */
async function beyond(world: World, ground: Ground, tell: Plan['tell']): Promise<number> {
  const [first] = ground.nodes as [Node]
  await first.end('stop')
  void first.start()
  const well = await recover(world, 'a restart in good health')
  tell(`in good health a restarted node takes sends after ${well} ms`)
  return Math.max(0, well - RESTART_MILLISECONDS)
}

async function weigh({ nodes, recorder }: World): Promise<void> {
  for (const { name, server } of nodes) {
    const bytes = await server.residentBytes()
    if (bytes !== undefined) recorder.record({ type: 'memory', node: name, bytes })
  }
}

/** Until every node has acknowledged a send that was asked from now on, in milliseconds. */
async function recover(world: World, what: string): Promise<number> {
  const begun = performance.now()
  await Promise.all(world.nodes.map((node) => probe(world, node, what)))
  return Math.round(performance.now() - begun)
}

async function probe(world: World, node: Node, what: string): Promise<void> {
  const [room] = world.rooms as [Room]
  const [person] = room.people as [Person]
  world.probes += 1
  const nonce = `probe-${String(world.probes).padStart(6, '0')}`
  const act = { kind: 'message', room: room.id, member: person.name, nonce, text: nonce } as const
  const say = sayOverGraphql(world, person, PROBE_MILLISECONDS)
  const answered = node.up().then(() => Promise.race([perform(world, act, say, { node }), node.server.endsByItself()]))
  let late: NodeJS.Timeout | undefined
  const never = new Promise<never>((_, reject) => {
    const why = () =>
      reject(new Error(`${node.name} took no send for ${LOST_MILLISECONDS} ms after ${what}:\n${node.server.output}`))
    late = setTimeout(why, LOST_MILLISECONDS)
  })
  await Promise.race([answered, never]).finally(() => clearTimeout(late))
}
