import type { LogRecord, Position, RoomKey } from '@damso/schema/model'
import { epochOf, offsetOf, toPosition } from '@damso/schema/model'
import {
  type EventLog,
  type Follower,
  type LogBatch,
  NotInLog,
  type PartitionPosition,
} from '../event-log/event-log.ts'
import { PartitionTail } from './partition-tail.ts'
import { repeatWindow } from './repeat-window.ts'

export interface TailOptions {
  log: EventLog
  /** Up to where each partition is archived: the tail holds everything after. */
  archived: readonly PartitionPosition[]
  /** Octets over all partitions. @default 64 MiB */
  budget?: number
}

export type Listener = (records: readonly LogRecord[], partition: number) => void

/** How often the follower proves that it stands at the log's end, and how long a proof holds (design §8). */
const PROOF_INTERVAL = 1_000
const PROOF_HOLDS = 2_000

/** This node's own follower of the whole log: fills the tail, then tells the listeners, in their order. */
export class Tail {
  readonly #log: EventLog
  readonly #budget: number
  readonly #partitions: PartitionTail[] = []
  readonly #from: readonly PartitionPosition[]
  readonly #listeners: Listener[] = []
  /** By partition, the newest place that this node acknowledged. */
  readonly #acknowledged: Position[] = []
  readonly #waiting = new Set<{ partition: number; position: Position; resolve: () => void }>()
  #follower: Follower | undefined
  #proofTimer: NodeJS.Timeout | undefined
  #provedAt = Number.NEGATIVE_INFINITY

  constructor({ log, archived, budget = 64 * 1024 * 1024 }: TailOptions) {
    this.#log = log
    this.#budget = budget
    this.#from = archived.map(({ partition, position }) => ({ partition, position: backBy(position, repeatWindow) }))
    for (const [at, { partition, position }] of archived.entries()) {
      this.#partitions[partition] = new PartitionTail(position, this.#from[at]?.position)
    }
  }

  /** Resolves when the follower has passed the log's end as it was on call: warm. */
  async start(): Promise<void> {
    const ends = await this.#log.end()
    this.#follower = await this.#follow(this.#from)
    await Promise.all(ends.map(({ partition, position }) => this.#passed(partition, position)))
    await this.#prove()
    this.#proofTimer = setInterval(() => void this.#prove(), PROOF_INTERVAL).unref()
  }

  async #follow(from: readonly PartitionPosition[]): Promise<Follower> {
    const take = ({ partition, records }: LogBatch) => this.#take(partition, records)
    try {
      return await this.#log.follow(from, take)
    } catch (error) {
      // Trimmed to within the window of repeats: what is kept is all that there is to warm up with.
      if (error instanceof NotInLog) return this.#log.follow('earliest', take)
      throw error
    }
  }

  /** Listeners are called in the order in which they were added. */
  listen(listener: Listener): void {
    this.#listeners.push(listener)
  }

  of(key: { site: string; room: string }): PartitionTail {
    return this.partition(this.#log.partitionOf(key))
  }

  partition(partition: number): PartitionTail {
    const tail = this.#partitions[partition]
    if (!tail) throw new RangeError(`no partition ${partition}`)
    return tail
  }

  /** Share of the budget that what is not archived yet takes: 1 is full. */
  get pressure(): number {
    let bytes = 0
    for (const tail of this.#partitions) bytes += tail.unarchivedBytes
    return bytes / this.#budget
  }

  /** Whether the follower proved lately that it stands at the log's end: only then is a cached "yes" good. */
  isFresh(): boolean {
    return performance.now() - this.#provedAt <= PROOF_HOLDS
  }

  /** Waits until the follower has passed a place; false: not within `milliseconds`. */
  caughtUp(key: { site: string; room: string }, position: Position, milliseconds: number): Promise<boolean> {
    return this.#passed(this.#log.partitionOf(key), position, milliseconds)
  }

  /** Waits until the follower has passed the log's end as of now: whatever was stored before the call is in the tail. */
  async passEnd(key: RoomKey, milliseconds: number): Promise<boolean> {
    const partition = this.#log.partitionOf(key)
    const end = (await this.#log.end()).find((at) => at.partition === partition)
    return end === undefined || this.caughtUp(key, end.position, milliseconds)
  }

  /** This node told somebody that a record of the room stands there. */
  acknowledge(key: { site: string; room: string }, position: Position): void {
    const partition = this.#log.partitionOf(key)
    this.#acknowledged[partition] = Math.max(this.#acknowledged[partition] ?? 0, position)
  }

  /** Waits until what this node acknowledged is in the tail: an append is answered before the follower brings it. */
  passAcknowledged(key: RoomKey, milliseconds: number): Promise<boolean> {
    return this.caughtUp(key, this.#acknowledged[this.#log.partitionOf(key)] ?? 0, milliseconds)
  }

  markArchived(partition: number, position: Position): void {
    const tail = this.partition(partition)
    tail.markArchived(position)
    tail.evict(this.#budget / this.#partitions.length)
  }

  async stop(): Promise<void> {
    clearInterval(this.#proofTimer)
    await this.#follower?.stop()
  }

  #take(partition: number, records: readonly LogRecord[]): void {
    const tail = this.partition(partition)
    const fresh = records.filter((record) => tail.add(record))
    // Warming up: the archive makes room for what comes later, and nobody for what is archived already.
    if (fresh.length === 0) tail.evict(this.#budget / this.#partitions.length)
    if (fresh.length > 0) for (const listener of this.#listeners) listener(fresh, partition)
    for (const waiter of this.#waiting)
      if (waiter.partition === partition && tail.position >= waiter.position) waiter.resolve()
  }

  #passed(partition: number, position: Position, milliseconds?: number): Promise<boolean> {
    if (this.partition(partition).position >= position) return Promise.resolve(true)
    return new Promise((resolve) => {
      const done = (passed: boolean) => {
        clearTimeout(timer)
        this.#waiting.delete(waiter)
        resolve(passed)
      }
      const timer = milliseconds === undefined ? undefined : setTimeout(done, milliseconds, false)
      const waiter = { partition, position, resolve: () => done(true) }
      this.#waiting.add(waiter)
    })
  }

  async #prove(): Promise<void> {
    const askedAt = performance.now()
    try {
      const ends = await this.#log.end()
      const passed = await Promise.all(ends.map((end) => this.#passed(end.partition, end.position, PROOF_INTERVAL)))
      if (passed.every(Boolean)) this.#provedAt = askedAt
    } catch {
      // The log cannot be asked: the last proof runs out, and SQL decides until there is a new one.
    }
  }
}

/** A place so many offsets earlier, not before its epoch began. */
function backBy(position: Position, offsets: number): Position {
  return toPosition(epochOf(position), Math.max(0, offsetOf(position) - offsets))
}
