import type { EventId, NewRecord } from '@damso/schema/model'
import type { Transaction } from 'sequelize'
import type { EventLog } from '../event-log/event-log.ts'
import type { Database } from './database.ts'
import { createLock } from './lock.ts'

/** Rows of one append. */
const BATCH = 500
const SWEEP_MILLISECONDS = 1_000

export interface OutboxOptions {
  database: Pick<Database, 'models'>
  log: Pick<EventLog, 'append'>
  /** A sweep that failed; the next one tries again. */
  onError: (error: unknown) => void
  /** @default 1000 */
  sweepMilliseconds?: number
}

/**
 * What a transaction promises to the event log (design §3): the row commits with the transaction, the event follows.
 * A crash between append and delete appends the event again under the same event id, which every follower drops.
 */
export interface Outbox {
  /** Inside the caller's transaction. The row's id is the record's event id, a UUID; returned for `flush`. */
  add(transaction: Transaction, records: readonly NewRecord[]): Promise<EventId[]>
  /**
   * After the commit: resolves when these events stand in the log.
   * @throws {UnknownOutcome} or what else the log throws; the rows stay and a sweep appends them
   */
  flush(ids: readonly EventId[]): Promise<void>
  /** Appends whatever stands there: left by a crash, or committed by another process. Returns how many. */
  sweep(): Promise<number>
  stop(): Promise<void>
}

export function createOutbox({
  database,
  log,
  onError,
  sweepMilliseconds = SWEEP_MILLISECONDS,
}: OutboxOptions): Outbox {
  const { Outbox } = database.models
  // One pass at a time, from reading the rows to deleting them: no row is appended twice side by side.
  const lock = createLock()

  async function pass(where: { id?: EventId[] }): Promise<number> {
    const release = await lock.take()
    try {
      // UUIDs of version 7: the order in which they were made.
      const rows = await Outbox.findAll({ where, order: ['id'], limit: BATCH, raw: true })
      if (rows.length === 0) return 0
      await log.append(rows.map(({ record }) => JSON.parse(record) as NewRecord))
      await Outbox.destroy({ where: { id: rows.map(({ id }) => id) } })
      return rows.length
    } finally {
      release()
    }
  }

  async function sweep(): Promise<number> {
    let appended = 0
    let last: number
    do {
      last = await pass({})
      appended += last
    } while (last === BATCH)
    return appended
  }

  let sweeping: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  function sweepLater(): void {
    timer = setTimeout(() => {
      sweeping = sweep().catch(onError).then(sweepLater)
    }, sweepMilliseconds)
  }
  sweepLater()

  return {
    async add(transaction, records) {
      const rows = records.map((record) => ({
        id: record.eventId,
        site: record.site,
        room: record.room,
        kind: record.kind,
        record: JSON.stringify(record),
        createdAt: Date.now(),
      }))
      await Outbox.bulkCreate(rows, { transaction })
      return rows.map(({ id }) => id)
    },
    async flush(ids) {
      for (let from = 0; from < ids.length; from += BATCH) await pass({ id: ids.slice(from, from + BATCH) })
    },
    sweep,
    async stop() {
      clearTimeout(timer)
      await sweeping
      clearTimeout(timer)
    },
  }
}
