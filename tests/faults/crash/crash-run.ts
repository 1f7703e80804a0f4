import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createRandom } from '../../support/random.ts'
import { Server } from '../../support/server.ts'
import { check } from '../checker.ts'
import { type Entry, Recorder, type Violation } from '../history.ts'
import { leaveAndJoin, putOutAndIn } from './doorman.ts'
import { lookAround } from './pager.ts'
import { Power } from './power.ts'
import { Reader } from './reader.ts'
import { comeToRest } from './rest.ts'
import { sayOverGraphql } from './say-graphql.ts'
import { sayOverStomp } from './say-stomp.ts'
import { createRooms, type Person, type Room, type World } from './world.ts'
import { write } from './writer.ts'

export interface CrashOptions {
  seed: number
  rounds: number
  /** How each round ends: `kill -9`, or a SIGTERM. @default kill */
  end?: 'kill' | 'stop'
  /** A bug that the server is to have: `DAMSO_PLANTED_BUG`. */
  plantedBug?: string
}

export interface CrashReport {
  mode: 'embedded'
  seed: number
  rounds: number
  end: 'kill' | 'stop'
  faults: number
  stored: number
  delivered: number
  violations: number
  longestRecoveryMs: number
  ok: boolean
}

/** Traffic between two crashes: between these, in milliseconds. */
const ROUND = { least: 50, most: 600 }

/** Longer than most rounds. */
const NAP_MILLISECONDS = 3_000

/** More than any member here sends: rates are not what is tested. */
const unlimited = '1000000'
/** Some thirty records: who sleeps has to reload, and who sends is told at times that the server is busy. */
const shortTail = '20480'

/** Members talk, readers read, and the server is killed over and over; then the checker sees everything that anyone saw. */
export async function runCrashTest({ seed, rounds, end = 'kill', plantedBug }: CrashOptions): Promise<{
  report: CrashReport
  violations: Violation[]
}> {
  const server = await Server.start({
    env: {
      MESSAGE_RATE: unlimited,
      CHANGE_RATE: unlimited,
      TAIL_BYTES: shortTail,
      ...(plantedBug !== undefined && { DAMSO_PLANTED_BUG: plantedBug }),
    },
  })
  const recorder = new Recorder()
  const power = new Power(server, recorder)
  try {
    const rooms = await createRooms(server)
    const random = createRandom(seed)
    const world: World = { recorder, power, random, rooms, known: new Map(), stopping: false }
    await live(world, rounds, end)
    const violations = check(recorder.entries)
    const report = reportOf(recorder.entries, violations, { seed, rounds, end, power })
    if (violations.length > 0 && plantedBug === undefined) await keep(seed, recorder.entries, violations)
    return { report, violations }
  } catch (error) {
    power.fail(error)
    throw error
  } finally {
    await server.remove()
  }
}

/** Everybody does what they do while the rounds pass; then all of it comes to rest. */
async function live(world: World, rounds: number, end: 'kill' | 'stop'): Promise<void> {
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
  const rhythm = world.random.fork('rounds')
  const passing = async () => {
    for (let round = 0; round < rounds; round += 1) {
      await pause(ROUND.least + rhythm.below(ROUND.most - ROUND.least))
      await world.power.cut(end)
    }
    await pause(ROUND.most)
    world.stopping = true
  }
  // Whoever fails first, or the server that ends by itself, ends it for all.
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
      overGraphql.includes(person.name) ? sayOverGraphql(person) : sayOverStomp(world, person),
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
  { seed, rounds, end, power }: Pick<CrashReport, 'seed' | 'rounds' | 'end'> & { power: Power },
): CrashReport {
  const count = (type: Entry['type']) => entries.filter((entry) => entry.type === type).length
  return {
    mode: 'embedded',
    seed,
    rounds,
    end,
    faults: power.faults,
    stored: count('stored'),
    delivered: count('delivered'),
    violations: violations.length,
    longestRecoveryMs: power.longestRecoveryMs,
    ok: violations.length === 0,
  }
}

/** All that was seen, a line an entry, for whoever looks for the cause. */
async function keep(seed: number, entries: readonly Entry[], violations: readonly Violation[]): Promise<void> {
  const folder = fileURLToPath(new URL('../../../../test-results/', import.meta.url))
  await mkdir(folder, { recursive: true })
  const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('')
  await writeFile(join(folder, `crash-${seed}.history.jsonl`), lines(entries))
  await writeFile(join(folder, `crash-${seed}.violations.jsonl`), lines(violations))
}
