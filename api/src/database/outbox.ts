import type { EventId, NewRecord, RoomKey } from '@damso/schema/model'
import { col, literal, Op, type Transaction, where } from 'sequelize'
import type { EventLog } from '../event-log/event-log.ts'
import type { Database } from './database.ts'
import { createGroupCommit } from './group-commit.ts'
import { createLock } from './lock.ts'
import type { OutboxRow } from './models/outbox.ts'

/** Rows of one append. */
const BATCH = 500
/** Rows whose flush may wait. */
const WAITING = 10_000
/**
 * A removal is to hold on every node within 2 s (design §1), also where the node that wrote it is cut off from the log: its lease, and
 * then the next sweep of another node.
 */
const SWEEP_MILLISECONDS = 500
const LEASE_MILLISECONDS = 1_000
/** Who cannot append leaves the rows to the others for so many sweeps. */
const SWEEPS_LEFT_OUT = 4

export interface OutboxOptions {
  database: Pick<Database, 'models' | 'clock' | 'write'>
  log: Pick<EventLog, 'append'>
  /** A sweep that failed; the next one tries again. */
  onError: (error: unknown) => void
  /** @default 500 */
  sweepMilliseconds?: number
  /**
   * How long a row is left to the node that has it in hand. Other nodes sweep too: without it each of them would append
   * what is being flushed here.
   * @default 1000
   */
  leaseMilliseconds?: number
}

/**
 * What a transaction promises to the event log (design §3): the row commits with the transaction, the event follows.
 * A crash between append and delete, or an append that outlasts its lease, appends the event again under the same event id,
 * which every follower drops. No row stays locked while the log is waited for: a node that froze would hold it back for all.
 */
export interface Outbox {
  /** Inside the caller's transaction. The row's id is the record's event id, a UUID; returned for `flush`. */
  add(transaction: Transaction, records: readonly NewRecord[]): Promise<EventId[]>
  /** Inside the caller's transaction: what was promised of this room and may not stand in the log yet, for `flush`. */
  pending(transaction: Transaction, room: RoomKey): Promise<EventId[]>
  /**
   * After the commit: resolves when these events stand in the log.
   * @throws {UnknownOutcome} or what else the log throws; the rows stay and a sweep appends them
   */
  flush(ids: readonly EventId[]): Promise<void>
  /** Appends what nobody has in hand: left by a crash, on whatever node. Returns how many. */
  sweep(): Promise<number>
  stop(): Promise<void>
}

type Promised = Pick<OutboxRow, 'id' | 'record'>

export function createOutbox({
  database: { models, clock, write },
  log,
  onError,
  sweepMilliseconds = SWEEP_MILLISECONDS,
  leaseMilliseconds = LEASE_MILLISECONDS,
}: OutboxOptions): Outbox {
  const { Outbox } = models
  // UUIDs of version 7: the order in which they were made.
  const find = { attributes: ['id', 'record'], order: [col('id')], limit: BATCH, raw: true as const }
  const isFree = where(col('lease_until'), Op.lte, literal(clock))
  const leaseUntil = literal(`${clock} + ${leaseMilliseconds}`)
  // One pass at a time, from reading the rows to deleting them: this node appends no row twice side by side.
  const lock = createLock()

  async function pass(read: () => Promise<Promised[]>): Promise<number> {
    const release = await lock.take()
    try {
      const rows = await read()
      if (rows.length === 0) return 0
      const where = { id: rows.map(({ id }) => id) }
      try {
        await log.append(rows.map(({ record }) => JSON.parse(record) as NewRecord))
      } catch (error) {
        // At once anybody's: another node may reach the log.
        await Outbox.update({ leaseUntil: 0 }, { where }).catch(onError)
        throw error
      }
      await Outbox.destroy({ where })
      return rows.length
    } finally {
      release()
    }
  }

  /** Free rows, now in this node's hand. */
  async function take(): Promise<Promised[]> {
    // Nearly always there is none, and no need of a transaction.
    const seen = await Outbox.findAll({ ...find, where: isFree })
    if (seen.length === 0) return []
    return write(async (transaction) => {
      const ids = { id: seen.map(({ id }) => id) }
      const lock = transaction.LOCK.UPDATE
      const rows = await Outbox.findAll({ ...find, where: { ...ids, [Op.and]: isFree }, transaction, lock })
      await Outbox.update({ leaseUntil }, { where: { id: rows.map(({ id }) => id) }, transaction })
      return rows
    })
  }

  const flushes = createGroupCommit<EventId, void>({
    groupItems: BATCH,
    waitingItems: WAITING,
    async commit(ids) {
      await pass(() => Outbox.findAll({ ...find, where: { id: [...ids] } }))
      return ids.map(() => undefined)
    },
  })

  async function sweep(): Promise<number> {
    let appended = 0
    let last: number
    do {
      last = await pass(take)
      appended += last
    } while (last === BATCH)
    return appended
  }

  let sweeping: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  function sweepLater(sweeps = 1): void {
    timer = setTimeout(() => {
      sweeping = sweep().then(
        () => sweepLater(),
        (error) => {
          onError(error)
          sweepLater(SWEEPS_LEFT_OUT)
        },
      )
    }, sweeps * sweepMilliseconds)
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
        // Sequelize takes it here as in an update, though its types do not say so.
        leaseUntil: leaseUntil as unknown as number,
      }))
      await Outbox.bulkCreate(rows, { transaction })
      return rows.map(({ id }) => id)
    },
    async pending(transaction, { site, room }) {
      const rows = await Outbox.findAll({ attributes: ['id'], where: { site, room }, transaction, raw: true })
      return rows.map(({ id }) => id)
    },
    async flush(ids) {
      for (let from = 0; from < ids.length; from += BATCH) await flushes.add(ids.slice(from, from + BATCH))
    },
    sweep,
    async stop() {
      clearTimeout(timer)
      await sweeping
      clearTimeout(timer)
      await flushes.idle()
    },
  }
}
