import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NewRecord, roomKey } from '@damso/schema/model'
import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { describeDatabases, type TestDatabase } from '../testing/databases.ts'
import { createDatabase, type Database } from './database.ts'
import { createOutbox, type Outbox } from './outbox.ts'

let folder: string
let place: TestDatabase
let database: Database
let log: EventLog
let outbox: Outbox
const onFatal = (error: unknown) => {
  throw error
}

const openDatabase = () => createDatabase({ url: place.url, onFatal })
const hour = 3_600_000
/** Sweeps only when told to, and then everything. */
const createQuiet = (appending: Pick<EventLog, 'append'> = log, into = database, leaseMilliseconds = 0) =>
  createOutbox({ database: into, log: appending, onError: onFatal, sweepMilliseconds: hour, leaseMilliseconds })

const renamed = (title: string): NewRecord => ({
  ...{ version: 1, kind: 'room', site: 'shop', room: 'room-1', eventId: uuid(), actor: null, counts: false, at: 5 },
  body: { title },
})

/** Titles in the log, in order. */
async function titles(): Promise<(string | undefined)[]> {
  const [{ position: end = 0 } = {}] = await log.end()
  const seen: (string | undefined)[] = []
  if (end === 0) return seen
  await new Promise<void>((resolve, reject) => {
    log
      .follow('earliest', ({ records }) => {
        for (const record of records) {
          if (record.kind === 'room') seen.push(record.body.title)
          if (record.position === end) resolve()
        }
      })
      .catch(reject)
  })
  return seen
}

const add = (...records: NewRecord[]) => database.write((transaction) => outbox.add(transaction, records))
const rows = () => database.models.Outbox.count()

describeDatabases('outbox', (create) => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'damso-outbox-'))
    place = await create()
    database = openDatabase()
    await database.migrate()
    log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
    outbox = createQuiet()
  })

  afterEach(async () => {
    await outbox.stop()
    await log.stop()
    await database.stop()
    await place.remove()
    await rm(folder, { recursive: true })
  })

  test('flush resolves when the events stand in the log as they were added, and the rows are gone', async () => {
    const record = renamed('한글 "quoted"')
    await outbox.flush(await add(record))
    const [{ position = 0 } = {}] = await log.end()
    expect(await log.read({ partition: 0, position })).toEqual({ ...record, position })
    expect(await rows()).toBe(0)
  })

  test('what rolled back never reaches the log', async () => {
    const record = renamed('never')
    await database
      .write(async (transaction) => {
        await outbox.add(transaction, [record])
        throw new Error('no')
      })
      .catch(() => undefined)
    await outbox.flush([record.eventId])
    expect(await outbox.sweep()).toBe(0)
    expect(await titles()).toEqual([])
  })

  test('a sweep appends what a crash or another process left, in the order it was made', async () => {
    await add(renamed('1'), renamed('2'))
    const beside = openDatabase()
    try {
      const other = createQuiet(log, beside)
      await beside.write((transaction) => other.add(transaction, [renamed('3')]))
      await other.stop()
    } finally {
      await beside.stop()
    }
    expect(await outbox.sweep()).toBe(3)
    expect(await outbox.sweep()).toBe(0)
    expect(await titles()).toEqual(['1', '2', '3'])
  })

  test('flushes and sweeps at the same time append each row once', async () => {
    const added = await Promise.all(Array.from({ length: 60 }, (_, at) => add(renamed(`${at}`))))
    await Promise.all(added.flatMap((ids) => [outbox.flush(ids), outbox.sweep(), outbox.flush(ids)]))
    const seen = await titles()
    expect(seen).toHaveLength(60)
    expect(new Set(seen).size).toBe(60)
  })

  test('a log that refuses fails the flush; the row stays, and a later sweep appends it', async () => {
    let broken = true
    const fragile = createQuiet({
      append: async (records) => {
        if (broken) throw new Error('log away')
        return log.append(records)
      },
    })
    const ids = await add(renamed('late'))
    await expect(fragile.flush(ids)).rejects.toThrow('log away')
    expect(await rows()).toBe(1)
    broken = false
    expect(await fragile.sweep()).toBe(1)
    expect(await titles()).toEqual(['late'])
    await fragile.stop()
  })

  test('a node that cannot append leaves its rows to the others at once', async () => {
    const cut = createQuiet(
      {
        async append() {
          throw new Error('cut off')
        },
      },
      database,
      hour,
    )
    const ids = await database.write((transaction) => cut.add(transaction, [renamed('from a node that is cut off')]))
    const beside = openDatabase()
    const other = createQuiet(log, beside)
    expect(await other.sweep()).toBe(0)
    await expect(cut.flush(ids)).rejects.toThrow('cut off')
    expect(await other.sweep()).toBe(1)
    expect(await titles()).toEqual(['from a node that is cut off'])
    await Promise.all([cut.stop(), other.stop()])
    await beside.stop()
  })

  test('what another node promised of a room and has in hand still is found, and can be flushed here', async () => {
    const beside = openDatabase()
    const other = createQuiet(log, beside, hour)
    const ids = await beside.write((transaction) => other.add(transaction, [renamed('promised elsewhere')]))
    const pending = (room: string) =>
      database.write((transaction) => outbox.pending(transaction, roomKey({ site: 'shop' }, room)))
    expect(await pending('room-2')).toEqual([])
    expect(await pending('room-1')).toEqual(ids)
    await outbox.flush(ids)
    expect(await titles()).toEqual(['promised elsewhere'])
    await other.stop()
    await beside.stop()
  })

  test('it sweeps by itself, and reports a sweep that failed without giving up', async () => {
    const errors: unknown[] = []
    await add(renamed('by itself'))
    await new Promise<void>((resolve) => {
      const sweeping = createOutbox({
        database,
        log: {
          async append(records) {
            if (errors.length === 0) throw new Error('not yet')
            const positions = await log.append(records)
            void sweeping.stop().then(resolve)
            return positions
          },
        },
        onError: (error) => errors.push(error),
        sweepMilliseconds: 5,
      })
    })
    expect(errors).toMatchObject([{ message: 'not yet' }])
    expect(await rows()).toBe(0)
  })

  test('more rows than one batch holds go through', async () => {
    const ids = await add(...Array.from({ length: 1_100 }, (_, at) => renamed(`${at}`)))
    await outbox.flush(ids)
    expect(await titles()).toEqual(ids.map((_, at) => `${at}`))
  })

  test('a row in the hand of one node is left to it by all others, and theirs when its lease has ended', async () => {
    let appended = 0
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const held = createQuiet(
      {
        async append(records) {
          appended += records.length
          await gate
          return log.append(records)
        },
      },
      database,
      hour,
    )
    const beside = openDatabase()
    const other = createQuiet(log, beside)
    const record = renamed('held')
    const flushed = held.flush(await database.write((transaction) => held.add(transaction, [record])))
    await expect.poll(() => appended, { timeout: 60_000 }).toBe(1)
    expect(await other.sweep()).toBe(0)
    await database.models.Outbox.update({ leaseUntil: 1 }, { where: { id: record.eventId } })
    expect(await other.sweep()).toBe(1)
    release()
    await flushed
    expect(await titles()).toEqual(['held', 'held'])
    await Promise.all([held.stop(), other.stop()])
    await beside.stop()
  })

  test('what a crash left is swept by one of the nodes that find it at once', async () => {
    await add(...Array.from({ length: 40 }, (_, at) => renamed(`${at}`)))
    const nodes = Array.from({ length: 3 }, () => {
      const beside = openDatabase()
      return { beside, outbox: createQuiet(log, beside, hour) }
    })
    const swept = await Promise.all(nodes.map(({ outbox }) => outbox.sweep()))
    expect(swept.reduce((sum, rows) => sum + rows)).toBe(40)
    expect(await titles()).toHaveLength(40)
    for (const { beside, outbox } of nodes) {
      await outbox.stop()
      await beside.stop()
    }
  })
})
