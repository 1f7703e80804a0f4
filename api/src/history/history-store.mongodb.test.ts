import { roomKey } from '@damso/schema/model'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type MongodbForTest, mongodbForTest } from '../testing/mongodb.ts'
import { describeWith } from '../testing/service.ts'
import { openTcpProxy } from '../testing/tcp-proxy.ts'
import { openMongodbHistory } from './history-store.mongodb.ts'
import type { HistoryStore } from './history-store.ts'
import { editOf, here, message, numbered, positionOf } from './message.fixture.ts'

type Command = Readonly<Record<string, unknown>>

describeWith(['mongodb'], 'history in MongoDB', () => {
  let mongodb: MongodbForTest
  let store: HistoryStore
  const commands: Command[] = []

  /** What the store sent while this ran, by name. */
  const sentBy = async (act: () => Promise<unknown>): Promise<string[]> => {
    commands.length = 0
    await act()
    return commands.map((command) => Object.keys(command)[0] ?? '')
  }

  beforeAll(async () => {
    mongodb = await mongodbForTest('history-commands')
    // A URL may ask for less than the promise needs.
    const soft = new URL(mongodb.url)
    const less = { w: '1', journal: 'false', readConcernLevel: 'local', readPreference: 'secondaryPreferred' }
    for (const [name, value] of Object.entries(less)) soft.searchParams.set(name, value)
    store = await openMongodbHistory({ url: soft.href, onCommand: (command) => commands.push(command) })
  })
  beforeEach(async () => void (await mongodb.database.collection('messages').deleteMany({})))
  afterAll(async () => {
    await store.stop()
    await mongodb.close()
  })

  test('a batch costs the same commands whatever its size, a replay one more', async () => {
    for (const size of [1, 10, 1_000]) {
      // As the archiver brings it: of many rooms, and none of them stored before.
      const batch = numbered(size, size * 2 - 1).map((one, at) => ({ ...one, room: `room-${at % 100}` }))
      const wanted = batch.map((one) => ({ room: roomKey(one, one.room), id: one.id }))
      expect(await sentBy(() => store.findMany(wanted))).toEqual(['find'])
      expect(await sentBy(() => store.insert(batch))).toEqual(['insert'])
      expect(await sentBy(() => store.insert(batch))).toEqual(['insert', 'find'])
      expect(await sentBy(() => store.change(batch.map((one) => editOf(one, 2 ** 40, {}))))).toEqual(['update'])
      expect(await sentBy(() => store.findMany(wanted))).toEqual(['find'])
    }
  })

  test('a page is one command, of both sides two', async () => {
    await store.insert(numbered(1, 500))
    for (const window of [{}, { before: positionOf(300) }, { after: positionOf(100) }]) {
      expect(await sentBy(() => store.page(here, { ...window, limit: 200 }))).toEqual(['find'])
    }
    expect(await sentBy(() => store.page(here, { around: positionOf(250), limit: 200 }))).toEqual(['find', 'find'])
  })

  test('every command states its concern, whatever the URL says', async () => {
    const [first, second] = [message(1), message(2)]
    await sentBy(async () => {
      await store.insert([first, second])
      await store.insert([first])
      await store.change([editOf(first, 10_000, {})])
      await store.page(here, { limit: 10 })
      await store.page(here, { around: positionOf(1), limit: 10 })
      await store.find(here, [first.id])
      await store.seqAt(here, positionOf(1))
      await store.positionAt(here, 0)
    })
    const writes = commands.filter((command) => 'insert' in command || 'update' in command)
    expect(writes).toHaveLength(3)
    for (const write of writes) {
      expect(write).toMatchObject({ writeConcern: { w: 'majority', j: true, wtimeout: 10_000 }, ordered: false })
    }
    const reads = commands.filter((command) => 'find' in command)
    expect(reads).toHaveLength(commands.length - 3)
    for (const read of reads) {
      expect(read).toMatchObject({ readConcern: { level: 'majority' }, maxTimeMS: 5_000 })
      expect(read).not.toMatchObject({ $readPreference: { mode: 'secondaryPreferred' } })
    }
  })

  test('no read looks at more than it gives back', async () => {
    await store.insert(numbered(1, 500))
    const middle = positionOf(250)
    await sentBy(async () => {
      await store.page(here, { limit: 20 })
      await store.page(here, { before: middle, limit: 20 })
      await store.page(here, { after: middle, limit: 20 })
      await store.find(here, [message(3).id, message(999).id])
      await store.seqAt(here, middle)
      await store.positionAt(here, message(250).sentAt)
    })
    const examined = await Promise.all(commands.map(async (command) => statistics(await explain(command))))
    expect(examined.map(({ totalDocsExamined }) => totalDocsExamined)).toEqual([20, 20, 20, 1, 1, 0])
    for (const { totalKeysExamined } of examined) expect(totalKeysExamined).toBeLessThanOrEqual(21)
  })

  const explain = (command: Command) => {
    const { find, filter, projection, sort, limit, hint } = command
    const asked = Object.entries({ find, filter, projection, sort, limit, hint }).filter(
      ([, value]) => value !== undefined,
    )
    return mongodb.database.command({ explain: Object.fromEntries(asked), verbosity: 'executionStats' })
  }
  const statistics = ({ executionStats }: { executionStats?: Statistics }): Statistics => {
    if (!executionStats) throw new Error('an explanation without figures')
    return executionStats
  }

  test('every number is stored as a double', async () => {
    await store.insert([message(1, { editedAt: 1, deletedAt: 2 })])
    const one = mongodb.database.collection<{ _id: string }>('messages')
    const names = ['position', 'revision', 'seq', 'sentAt', 'editedAt', 'deletedAt']
    const isDouble = { $and: names.map((name) => ({ [name]: { $type: 'double' } })) }
    expect(await one.countDocuments(isDouble)).toBe(1)
    await store.change([editOf(message(1), 2 ** 20, { editedAt: 3, deletedAt: 4 })])
    expect(await one.countDocuments(isDouble)).toBe(1)
  })

  test('nodes that open it at once make the three indexes and no more', async () => {
    const { url, database, close } = await mongodbForTest('history-indexes')
    const stores = await Promise.all(Array.from({ length: 5 }, () => openMongodbHistory({ url })))
    const indexes = await database.collection('messages').indexes()
    expect(indexes.map(({ name, key, unique = false }) => ({ name, key, unique }))).toEqual([
      { name: '_id_', key: { _id: 1 }, unique: false },
      { name: 'messages_by_position', key: { site: 1, room: 1, position: 1 }, unique: true },
      { name: 'messages_by_time', key: { site: 1, room: 1, sentAt: 1, position: 1 }, unique: false },
    ])
    await Promise.all(stores.map((opened) => opened.stop()))
    await close()
  })

  test('calls fail while the link is cut, and work again when it is back', async () => {
    const url = new URL(mongodb.url)
    const proxy = await openTcpProxy({ host: url.hostname, port: Number(url.port) })
    url.host = `127.0.0.1:${proxy.port}`
    url.searchParams.set('directConnection', 'true') // else the driver goes past the proxy, to where the replica set says it is
    const distant = await openMongodbHistory({ url: url.href })
    try {
      await distant.insert([message(1)])
      await proxy.cut()
      const calls = [distant.insert([message(2)]), distant.change([editOf(message(1), 10_000, {})])]
      const refused = await Promise.allSettled([...calls, distant.page(here, { limit: 10 })])
      expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
      await proxy.heal()
      await expect.poll(() => distant.insert([message(2)]), { timeout: 60_000 }).toBeUndefined()
      expect(await distant.page(here, { limit: 10 })).toEqual([message(1), message(2)])
    } finally {
      await distant.stop()
      await proxy.stop()
    }
  })
})

interface Statistics {
  totalDocsExamined: number
  totalKeysExamined: number
}
