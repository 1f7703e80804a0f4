import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { damso, damsoJson } from '../support/damso.ts'
import { createRandom, seedOf } from '../support/random.ts'
import { logTopic } from '../support/stores.ts'
import { Reader } from './actors/reader.ts'
import { comeToRest } from './actors/rest.ts'
import { sayOverGraphql } from './actors/say-graphql.ts'
import { createRooms, type Person, type World } from './actors/world.ts'
import { perform, write } from './actors/writer.ts'
import { check } from './checker.ts'
import { type Ground, openCluster } from './ground.ts'
import { type EntryOf, Recorder } from './history.ts'
import { loseTail } from './lost-tail.ts'
import type { Node } from './node.ts'
import type { Service, ServiceName } from './service.ts'

interface LogStatus {
  fenced: string | null
  partitions: { lag: number }[]
}

const PATIENCE = { timeout: 60_000, interval: 250 }
/** In each room, before anything breaks. */
const MESSAGES = 8
/** Of each partition: fewer than one room has said. */
const LOST_BATCHES = 3
const MISMATCH = 'does not hold what was archived last'
const unlimited = '1000000'

let ground: Ground
let world: World

beforeEach(async () => {
  const recorder = new Recorder()
  ground = await openCluster(recorder, { MESSAGE_RATE: unlimited, CHANGE_RATE: unlimited }, 2)
  const { nodes } = ground
  const rooms = await createRooms(nodes[0] as Node, 0)
  const random = createRandom(seedOf())
  world = { recorder, nodes, random, rooms, known: new Map(), pace: 200, busy: 0, probes: 0, stopping: false }
})
afterEach(() => ground.stop())

const service = (name: ServiceName) => ground.services.get(name) as Service
const stores = () => (world.nodes[0] as Node).server.stores
const status = () => damsoJson<LogStatus>(stores(), ['event-log', 'status'])
const everyNode = (act: (node: Node) => Promise<unknown>) => Promise.all(world.nodes.map(act))
/** Places in the log that somebody was told; markers are SQL alone. */
const told = () =>
  world.recorder.entries.flatMap((entry) =>
    entry.type === 'stored' && entry.message !== null ? [entry.position ?? entry.nonce] : [],
  )

/** So many new messages in each room, one after the other: a batch of the log each. */
async function talk(count: number): Promise<void> {
  for (const { id, people } of world.rooms) {
    const [person] = people as [Person]
    for (let number = 0; number < count; number += 1) {
      world.probes += 1
      const nonce = `said-${String(world.probes).padStart(6, '0')}`
      await perform(
        world,
        { kind: 'message', room: id, member: person.name, nonce, text: nonce },
        sayOverGraphql(world, person),
      )
    }
  }
}

const allArchived = () =>
  expect.poll(async () => (await status()).partitions.every(({ lag }) => lag === 0), PATIENCE).toBe(true)

/** Where messages stood that are lost, which is all that may have happened. */
function lostPlaces(): (number | string)[] {
  const violations = check(world.recorder.entries)
  expect(violations.filter(({ rule }) => rule !== 'lost')).toEqual([])
  return violations.map(({ evidence }) => (evidence[1] as EntryOf<'stored'>).position ?? 0)
}

/** The broker, which was killed, comes back without what it wrote last. */
async function cutLog(batches = LOST_BATCHES): Promise<void> {
  const kafka = service('kafka')
  await loseTail(join(kafka.folder, 'data'), logTopic(stores(), 1), batches)
  await kafka.restart()
}

test('a log that was cut under running nodes takes nothing more, and nothing is lost that was archived', async () => {
  await talk(MESSAGES)
  await allArchived()
  const readers = new Map(
    world.rooms.map((room) => [
      room.id,
      room.people.map((person) => new Reader(world, person, room, `${person.name} in ${room.id}`)),
    ]),
  )
  const all = [...readers.values()].flat()
  const reading = Promise.all(all.map((reader) => reader.read()))
  await service('kafka').kill()
  // Also in the moment in which the broker is back and nobody knows yet what it lacks.
  const writing = Promise.all(
    world.rooms.map((room) => {
      const [person] = room.people as [Person]
      return write(world, person, [room], sayOverGraphql(world, person))
    }),
  )
  const before = told()
  await cutLog()
  await expect.poll(async () => (await status()).fenced, PATIENCE).toContain(MISMATCH)
  await everyNode(({ server }) =>
    expect.poll(async () => (await fetch(`${server.http}/ready`)).status, PATIENCE).toBe(503),
  )
  await everyNode((node) => node.end('stop'))
  const refused = await damso(stores(), ['event-log', 'new-epoch'])
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(MISMATCH) })
  expect(told()).toEqual(before)

  await damsoJson(stores(), ['event-log', 'new-epoch', '--abandon'])
  await everyNode((node) => node.start())
  await expect.poll(() => told().length, PATIENCE).toBeGreaterThan(before.length + 20)
  world.stopping = true
  await writing
  await comeToRest(world, readers)
  await Promise.all(all.map((reader) => reader.stop()))
  await reading
  expect(check(world.recorder.entries)).toEqual([])
})

test('nodes that start on a log that was cut say what to do, and only what was not archived is lost', async () => {
  await talk(MESSAGES)
  await allArchived()
  await service('mongodb').kill()
  const archived = told().length
  await talk(1)
  await everyNode((node) => node.end('kill'))
  await service('kafka').kill()
  await service('mongodb').restart()
  // One batch of each room is not archived, and chance may lead all rooms to one partition: what is cut reaches before them.
  await cutLog(world.rooms.length + 1)
  for (const { server } of world.nodes) await expect(server.start()).rejects.toThrow(MISMATCH)

  await expect.poll(() => damso(stores(), ['event-log', 'new-epoch', '--abandon']), PATIENCE).toMatchObject({ code: 0 })
  await everyNode((node) => node.start())
  await comeToRest(world, new Map())
  expect(lostPlaces()).toEqual(told().slice(archived, archived + world.rooms.length))
})

test('a cut that the archive had not come to stops sends as well, and only what was cut off is lost', async () => {
  await talk(MESSAGES)
  await allArchived()
  await service('mongodb').kill()
  const archived = told().length
  await talk(LOST_BATCHES)
  const before = told()
  await service('kafka').kill()
  await cutLog()
  await expect.poll(async () => (await status()).fenced, PATIENCE).toContain('was cut')
  await everyNode(({ server }) =>
    expect.poll(async () => (await fetch(`${server.http}/ready`)).status, PATIENCE).toBe(503),
  )
  // Nodes first: what they hold in memory of what was cut off they would archive as soon as they can.
  await everyNode((node) => node.end('kill'))
  await service('mongodb').restart()
  // Who starts before an operator has decided gives no place out again.
  const [early] = world.nodes as [Node]
  await early.start()
  await expect.poll(async () => (await fetch(`${early.server.http}/ready`)).status, PATIENCE).toBe(503)
  expect((await status()).fenced).toContain('was cut')
  await early.end('kill')
  await expect.poll(() => damso(stores(), ['event-log', 'new-epoch']), PATIENCE).toMatchObject({ code: 0 })
  await everyNode((node) => node.start())
  await comeToRest(world, new Map())
  const lost = lostPlaces()
  expect(lost.length).toBeGreaterThanOrEqual(LOST_BATCHES)
  expect(before.slice(archived)).toEqual(expect.arrayContaining(lost))
})
