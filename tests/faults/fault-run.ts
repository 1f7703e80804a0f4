import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createRandom } from '../support/random.ts'
import type { Mode } from '../support/stores.ts'
import { leaveAndJoin, putOutAndIn } from './actors/doorman.ts'
import { lookAround } from './actors/pager.ts'
import { Reader } from './actors/reader.ts'
import { comeToRest } from './actors/rest.ts'
import { sayOverGraphql } from './actors/say-graphql.ts'
import { sayOverStomp } from './actors/say-stomp.ts'
import { createRooms, type Person, type Room, type World } from './actors/world.ts'
import { write } from './actors/writer.ts'
import { check } from './checker.ts'
import { faultsOf } from './faults/index.ts'
import { type Ground, openGround } from './ground.ts'
import { type Entry, type EntryOf, Recorder, type Violation } from './history.ts'
import type { Node } from './node.ts'
import { type Plan, passRounds } from './rounds.ts'

export interface FaultRunOptions {
  mode: Mode
  seed: number
  rounds: number
  /** Names of faults to draw from. @default all that the mode can have */
  faults?: readonly string[]
  /** @default 6, the fewest */
  rooms?: number
  /** A bug that the server is to have: `DAMSO_PLANTED_BUG`. */
  plantedBug?: string
  /** Whether the history is left as a file even if it is good. @default false */
  keep?: boolean
  /** Is told each fault when it is over. */
  tell?: Plan['tell']
}

export interface FaultReport {
  mode: Mode
  seed: number
  rounds: number
  /** How often each fault struck. */
  faults: Record<string, number>
  stored: number
  delivered: number
  violations: number
  longestRecoveryMs: number
  ok: boolean
}

/** Longer than most rounds. */
const NAP_MILLISECONDS = 3_000

/** More than any member here sends: rates are not what is tested. */
const unlimited = '1000000'
/** For all that is said while an archive stands still for a lease, or a planted bug holds it back. */
const AMPLE_BYTES = 1024 * 1024

/**
 * In embedded mode a tail of some thirty records: who sleeps has to reload, and who sends is told at times that the server is
 * busy. A cluster archives nothing of a dead owner until its lease has run out, and goes on taking sends meanwhile. Its eight
 * processes share one machine: members who never paused would measure how long they wait for a core.
 */
const traffic: Record<Mode, { tailBytes: number; pace: number }> = {
  embedded: { tailBytes: 20 * 1024, pace: 10 },
  cluster: { tailBytes: AMPLE_BYTES, pace: 400 },
}

/** Members talk, readers read, and things break over and over; then the checker sees everything that anyone saw. */
export async function runFaults({
  mode,
  seed,
  rounds,
  faults = faultsOf(mode),
  rooms = 0,
  plantedBug,
  keep = false,
  tell = () => {},
}: FaultRunOptions): Promise<{ report: FaultReport; violations: Violation[] }> {
  const recorder = new Recorder()
  const ground = await openGround(mode, recorder, {
    MESSAGE_RATE: unlimited,
    CHANGE_RATE: unlimited,
    TAIL_BYTES: String(plantedBug === undefined ? traffic[mode].tailBytes : AMPLE_BYTES),
    ...(plantedBug !== undefined && { DAMSO_PLANTED_BUG: plantedBug }),
  })
  try {
    const [first] = ground.nodes as [Node]
    const world: World = {
      ...{ recorder, nodes: ground.nodes, random: createRandom(seed), rooms: await createRooms(first, rooms) },
      ...{ known: new Map(), pace: traffic[mode].pace, busy: 0, probes: 0, stopping: false },
    }
    await live(world, ground, { rounds, names: faults, tell })
    const violations = check(recorder.entries)
    const report = reportOf(recorder.entries, violations, { mode, seed, rounds })
    if (keep || (violations.length > 0 && plantedBug === undefined))
      await leave(`faults-${mode}-${seed}`, recorder.entries, violations)
    return { report, violations }
  } catch (error) {
    await leave(`faults-${mode}-${seed}`, recorder.entries, [])
    for (const node of ground.nodes) node.fail(error)
    throw error
  } finally {
    await ground.stop()
  }
}

/** Everybody does what they do while the rounds pass; then all of it comes to rest. */
async function live(world: World, ground: Ground, plan: Plan): Promise<void> {
  const readers = new Map(world.rooms.map((room) => [room.id, readersOf(world, room)]))
  const all = [...readers.values()].flat()
  const sleepy = [...readers.values()].flatMap(([first]) => first ?? [])
  const reading = Promise.all(all.map((reader) => reader.read()))
  const acting = Promise.all([
    ...writers(world),
    ...guests(world),
    ...pagers(world),
    ...sleepy.map((reader) => nap(world, reader)),
  ])
  const passing = async () => {
    await passRounds(world, ground, plan)
    world.stopping = true
  }
  // Whoever fails first ends it for all.
  await Promise.race([Promise.all([passing(), acting]), reading])
  await comeToRest(world, readers)
  await Promise.all(all.map((reader) => reader.stop()))
  await reading
}

async function nap(world: World, reader: Reader): Promise<void> {
  const random = world.random.fork(`naps of ${reader.name}`)
  while (!world.stopping) {
    await pause(random.below(NAP_MILLISECONDS))
    await reader.sleep(random.below(NAP_MILLISECONDS))
  }
}

const readersOf = (world: World, room: Room): Reader[] =>
  [...room.people.slice(0, 2), ...(room.guest ? [room.guest] : [])].map(
    (person) => new Reader(world, person, room, `${person.name} in ${room.id}`),
  )

/** Each member writes over one protocol, in all of their rooms. */
function writers(world: World): Promise<void>[] {
  const roomsOf = new Map<Person, Room[]>()
  for (const room of world.rooms)
    for (const person of [...room.people, ...(room.guest ? [room.guest] : [])])
      roomsOf.set(person, [...(roomsOf.get(person) ?? []), room])
  const overGraphql = ['cho', 'dan', 'fay']
  return [...roomsOf].map(([person, rooms]) =>
    write(
      world,
      person,
      rooms,
      overGraphql.includes(person.name) ? sayOverGraphql(world, person) : sayOverStomp(world, person),
    ),
  )
}

const guests = (world: World): Promise<void>[] =>
  world.rooms.flatMap((room) =>
    room.guest ? [(room.guest.name === 'fay' ? leaveAndJoin : putOutAndIn)(world, room, room.guest)] : [],
  )

function pagers(world: World): Promise<void>[] {
  const visits = world.rooms.flatMap((room) =>
    [...room.people, ...(room.guest ? [room.guest] : [])].map((person) => ({ person, room })),
  )
  return ['pager 1', 'pager 2'].map((name) => lookAround(world, visits, name))
}

function reportOf(
  entries: readonly Entry[],
  violations: readonly Violation[],
  run: Pick<FaultReport, 'mode' | 'seed' | 'rounds'>,
): FaultReport {
  const of = <T extends Entry['type']>(type: T) => entries.filter((entry): entry is EntryOf<T> => entry.type === type)
  const faults: Record<string, number> = {}
  for (const { fault } of of('fault')) faults[fault] = (faults[fault] ?? 0) + 1
  return {
    ...run,
    faults,
    stored: of('stored').length,
    delivered: of('delivered').length,
    violations: violations.length,
    longestRecoveryMs: Math.max(0, ...of('recovered').map(({ milliseconds }) => milliseconds)),
    ok: violations.length === 0,
  }
}

/** All that was seen, a line an entry, for whoever looks for the cause. */
async function leave(name: string, entries: readonly Entry[], violations: readonly Violation[]): Promise<void> {
  const folder = fileURLToPath(new URL('../../../test-results/', import.meta.url))
  await mkdir(folder, { recursive: true })
  const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('')
  await writeFile(join(folder, `${name}.history.jsonl`), lines(entries))
  await writeFile(join(folder, `${name}.violations.jsonl`), lines(violations))
}
