/**
 * The event log of embedded mode: one partition, a file of its own. A record's offset is its AUTOINCREMENT id, so offsets
 * are dense and never used twice, and commits are shared by whoever appends at the same time.
 * @module
 */
import { type LogRecord, type NewRecord, type Position, toPosition } from '@damso/schema/model'
import { createGroupCommit } from '../database/group-commit.ts'
import { SqliteError } from '../database/sqlite/connection.ts'
import { openFile } from '../database/sqlite/open.ts'
import { type EventLog, type Follower, type LogStart, NotInLog, type PlacedEvent, UnknownOutcome } from './event-log.ts'
import { followFile } from './follow-file.ts'

export interface SqliteEventLogOptions {
  file: string
  /** @default 0 */
  epoch?: number
  /** An I/O error on commit, or a follower that cannot go on: the process should say it and end. */
  onFatal: (error: Error) => void
}

const PARTITION = 0
/** What one message to the worker carries; the worker gathers several into one transaction. */
const GROUP_RECORDS = 2_000
const GROUPS = 64
const WAITING_RECORDS = 65_536

/** Appends wait behind a statement of this many rows at most. */
const TRIM_ROWS = 1_000

/** An id is short: a batch of so many is a few hundred kilobytes. */
const EVENT_ROWS = 4_096

const eventsSql =
  "SELECT id, json_extract(record, '$.eventId') FROM records WHERE id > ? AND id <= ? ORDER BY id LIMIT ?"
const trimSql = `DELETE FROM records WHERE id < MIN(?, (SELECT id FROM records ORDER BY id LIMIT 1) + ?)`
const schema = 'CREATE TABLE IF NOT EXISTS records (id INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL)'

export async function openSqliteEventLog({ file, epoch = 0, onFatal }: SqliteEventLogOptions): Promise<EventLog> {
  const { reader, writer, close } = openFile({ file, onFatal })
  await writer.script(schema)
  const followers = new Set<Follower & { wake(): void }>()

  const positionOf = (offset: number): Position => (offset === 0 ? 0 : toPosition(epoch, offset))
  /** Places of earlier epochs are before everything here, those of later ones beyond the end. */
  const offsetAt = (position: Position): number => Math.max(0, position - toPosition(epoch, 0))
  const parse = ([offset, json]: readonly [number, string]): LogRecord => ({
    ...(JSON.parse(json) as LogRecord),
    position: positionOf(offset),
  })

  async function commit(records: readonly NewRecord[]): Promise<Position[]> {
    const rows = records.map((record) => [JSON.stringify(record)])
    try {
      const { rowids } = await writer.append({ sql: 'INSERT INTO records (record) VALUES (?)', rows })
      for (const follower of followers) follower.wake()
      return rowids.map(positionOf)
    } catch (error) {
      if (error instanceof SqliteError && error.fatal) throw new UnknownOutcome(error.message, { cause: error })
      throw error
    }
  }
  const appends = createGroupCommit({
    ...{ commit, groups: GROUPS },
    ...{ groupItems: GROUP_RECORDS, waitingItems: WAITING_RECORDS },
  })

  async function edges(): Promise<[first: number, last: number]> {
    const [row] = await reader.rows<[number, number]>(
      'SELECT (SELECT id FROM records ORDER BY id LIMIT 1), (SELECT id FROM records ORDER BY id DESC LIMIT 1)',
    )
    return [row?.[0] ?? 0, row?.[1] ?? 0]
  }

  async function startOffset(from: LogStart): Promise<number> {
    const [first, last] = await edges()
    if (from === 'end') return last
    if (from === 'earliest') return Math.max(0, first - 1)
    const offset = offsetAt(from.find(({ partition }) => partition === PARTITION)?.position ?? 0)
    if (offset < first - 1) throw new NotInLog(`offset ${offset} was trimmed: the log begins with ${first}`)
    if (offset > last) throw new NotInLog(`offset ${offset} is beyond the end of the log, ${last}`)
    return offset
  }

  return {
    epoch,
    partitions: 1,
    partitionOf: () => PARTITION,
    append: (records) => appends.add(records),
    async follow(from, on, onLost = onFatal) {
      const follower = followFile({
        from: await startOffset(from),
        read: async (after, limit) =>
          reader.rows<[number, string]>('SELECT id, record FROM records WHERE id > ? ORDER BY id LIMIT ?', [
            after,
            limit,
          ]),
        on: (rows) => on({ partition: PARTITION, records: rows.map(parse) }),
        ...{ onFatal, onLost },
      })
      const added: Follower & { wake(): void } = {
        wake: follower.wake,
        position: () => positionOf(follower.offset()),
        async stop() {
          followers.delete(added)
          await follower.stop()
        },
      }
      followers.add(added)
      return added
    },
    async end() {
      const [, last] = await edges()
      return [{ partition: PARTITION, position: positionOf(last) }]
    },
    async read({ position }) {
      const [row] = await reader.rows<[number, string]>('SELECT id, record FROM records WHERE id = ?', [
        offsetAt(position),
      ])
      return row && parse(row)
    },
    async *events({ position }, upTo) {
      const end = offsetAt(upTo)
      const [, last] = await edges()
      if (end > last) throw new NotInLog(`offset ${end} is beyond the end of the log, ${last}`)
      let after = offsetAt(position)
      for (;;) {
        const rows = await reader.rows<[number, string]>(eventsSql, [after, end, EVENT_ROWS])
        yield rows.map(([offset, eventId]): PlacedEvent => ({ eventId, position: positionOf(offset) }))
        if (rows.length < EVENT_ROWS) return
        after = rows.at(-1)?.[0] ?? end
      }
    },
    async trim({ position }) {
      let deleted: number
      do {
        ;({ changes: deleted } = await writer.execute(trimSql, [offsetAt(position), TRIM_ROWS]))
      } while (deleted > 0)
    },
    async stop() {
      await Promise.all([...followers].map((follower) => follower.stop()))
      await appends.idle()
      await close()
    },
  }
}
