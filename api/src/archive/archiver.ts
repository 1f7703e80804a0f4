import { setTimeout as sleep } from 'node:timers/promises'
import {
  isChange,
  type LogRecord,
  type MessageId,
  type RoomKey,
  type RoomSummary,
  roomKey,
  roomKeyText,
} from '@damso/schema/model'
import type { EventLog } from '../event-log/event-log.ts'
import type { HistoryStore } from '../history/history-store.ts'
import type { Logger } from '../logger.ts'
import { eventIdOf } from '../messages/event-id.ts'
import { repeatWindow } from '../messages/repeat-window.ts'
import type { Tail } from '../messages/tail.ts'
import type { ArchiveProgress, PartitionLease } from './archive-progress.ts'
import type { ArchiveStep } from './archive-step.ts'
import { fold } from './fold.ts'
import { trimLog } from './trim-log.ts'

export interface ArchiverOptions {
  log: EventLog
  tail: Tail
  history: HistoryStore
  progress: ArchiveProgress
  lease: PartitionLease
  logger: Logger
  /** Called between the steps of a batch: fault tests end the process there. */
  onStep?: (step: ArchiveStep) => void
}

/** Records of one batch: a constant number of statements pays for them all. */
const BATCH_RECORDS = 1_000
/** Batches begin no closer together: a busy log pays for each with many records, and a record after a rest waits for nothing. */
const BATCH_MILLISECONDS = 50
const TRIM_MILLISECONDS = 60 * 60 * 1_000
const RETRY_MILLISECONDS = { first: 100, most: 5_000 }

/**
 * Moves one partition's records from the log into history and the room summaries (design §6). A crash between any two
 * steps ends in the same state, because each step may be done again: inserts tell replays, changes are guarded by revision,
 * and progress is written together with the summaries.
 */
export class Archiver {
  readonly #options: ArchiverOptions
  #lease: PartitionLease
  #running: Promise<void> | undefined
  #wake: (() => void) | undefined
  #stopping: 'drain' | 'now' | undefined
  #trimming: NodeJS.Timeout | undefined

  constructor(options: ArchiverOptions) {
    this.#options = options
    this.#lease = options.lease
  }

  get fence(): number {
    return this.#lease.fence
  }

  start(): void {
    this.#trimming = setInterval(() => void this.#trim(), TRIM_MILLISECONDS).unref()
    this.#running = this.#run()
  }

  /** The tail may hold more. */
  wake(): void {
    this.#wake?.()
  }

  /** Ends the batch under way, or with `drain` all that the tail holds, and lets go of the partition. */
  async stop({ drain }: { drain: boolean }): Promise<void> {
    await this.#end(drain ? 'drain' : 'now')
    await this.#options.progress.release(this.#lease)
  }

  /** Another node has the partition: what is under way will not be committed. */
  abandon(): Promise<void> {
    return this.#end('now')
  }

  async #end(how: 'drain' | 'now'): Promise<void> {
    this.#stopping = how
    this.wake()
    clearInterval(this.#trimming)
    await this.#running
  }

  async #run(): Promise<void> {
    const { tail, logger } = this.#options
    for (let delay = RETRY_MILLISECONDS.first; this.#stopping !== 'now'; ) {
      // The lease may be ahead of what this node's follower has brought, and begins exactly after the summaries.
      tail.markArchived(this.#lease.partition, this.#lease.archivedPosition)
      const records = tail.partition(this.#lease.partition).unarchived(BATCH_RECORDS)
      if (records.length === 0) {
        if (this.#stopping) return
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
        continue
      }
      const begun = performance.now()
      try {
        await this.#archive(records)
        if (records.length < BATCH_RECORDS && !this.#stopping)
          await sleep(begun + BATCH_MILLISECONDS - performance.now())
        delay = RETRY_MILLISECONDS.first
      } catch (error) {
        if (error instanceof LeaseLost) return
        // The tail keeps what is not archived; readers go on, and sends are refused before it runs over.
        logger.error(
          { err: error, partition: this.#lease.partition, retryIn: delay },
          'archive: batch failed, trying again',
        )
        if (this.#stopping) return
        await sleep(delay)
        delay = Math.min(delay * 2, RETRY_MILLISECONDS.most)
      }
    }
  }

  async #archive(records: readonly LogRecord[]): Promise<void> {
    const { history, progress, tail, onStep } = this.#options
    const [stored, before] = await Promise.all([history.findMany(named(records)), this.#summaries(roomsOf(records))])
    onStep?.('found')
    const { insert, change, duplicates, ...summary } = fold(records, stored, before)
    if (insert.length > 0) await history.insert(insert)
    onStep?.('inserted')
    if (change.length > 0) await history.change(change)
    onStep?.('changed')
    await this.#withdraw(duplicates)

    const last = records.at(-1) as LogRecord
    const done = { archivedPosition: last.position, archivedEventId: last.eventId }
    if (!(await progress.commit({ lease: this.#lease, ...done, ...summary }))) throw new LeaseLost()
    onStep?.('committed')
    this.#lease = { ...this.#lease, ...done }
    tail.markArchived(this.#lease.partition, last.position)
  }

  /** As they were when the lease's last batch ended: a later owner's would make every `seq` of this batch wrong. */
  async #summaries(rooms: readonly RoomKey[]): Promise<RoomSummary[]> {
    const { progress } = this.#options
    const summaries = await progress.summaries(rooms)
    if (!(await progress.holds(this.#lease))) throw new LeaseLost()
    return summaries
  }

  async #trim(): Promise<void> {
    const { log, logger } = this.#options
    const { partition, archivedPosition: archived } = this.#lease
    try {
      await trimLog({ log, partition, archived, keep: repeatWindow, now: Date.now() })
    } catch (error) {
      logger.warn({ err: error, partition }, 'archive: the log was not trimmed, trying again in an hour')
    }
  }

  /** A late duplicate was shown to whoever was there: everyone is told to take it back. */
  async #withdraw(duplicates: readonly { room: RoomKey; message: MessageId; position: number }[]): Promise<void> {
    if (duplicates.length === 0) return
    await this.#options.log.append(
      duplicates.map(({ room, message, position }) => ({
        version: 1,
        kind: 'withdrawn',
        site: room.site,
        room: room.room,
        eventId: eventIdOf(room, '', 'withdrawn', `${message}@${position}`),
        actor: null,
        counts: false,
        at: Date.now(),
        body: { message, position },
      })),
    )
  }
}

class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

const roomsOf = (records: readonly LogRecord[]): RoomKey[] => [
  ...new Map(records.map((record) => [roomKeyText(record), roomKey(record, record.room)])).values(),
]

/** Every message that a batch brings or changes. */
const named = (records: readonly LogRecord[]): { room: RoomKey; id: MessageId }[] =>
  records.flatMap((record) => {
    const id = record.kind === 'message' ? record.eventId : isChange(record) ? record.body.message : undefined
    return id === undefined ? [] : [{ room: roomKey(record, record.room), id }]
  })
