import type { LogRecord, Position, RoomKey, SiteId } from '@damso/schema/model'
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
  /**
   * The same as `archived`, as of now: asked when the log no longer goes on where the follower stood.
   * @throws {Error} where the log is not the one that was archived
   */
  archivedNow?: () => Promise<readonly PartitionPosition[]>
  onLost?: (error: Error) => void
}

export type Listener = (records: readonly LogRecord[], partition: number) => void

/** How often the follower proves that it stands at the log's end, and how long a proof holds (design §8). */
const PROOF_INTERVAL = 1_000
const PROOF_HOLDS = 2_000
/** Without an answer of the log for so long an append would have no answer: it is refused before it is tried. */
const UNREACHABLE_AFTER = 5_000
const RESTART_MILLISECONDS = 1_000
/**
 * Of each partition so many archived records are read back whole at a start: who reconnects has missed seconds. Of those before, as far as
 * the window of repeats reaches, the event ids alone: reading all of them was most of what a start took.
 */
const RECENT = 1_024
/** Partitions of which the ids are read at a time: a broker answers one request of a connection after the other, each within a deadline. */
const LANES = 4

/** This node's own follower of the whole log: fills the tail, then tells the listeners, in their order. */
export class Tail {
  readonly #log: EventLog
  readonly #budget: number
  readonly #partitions: PartitionTail[] = []
  readonly #archivedNow: () => Promise<readonly PartitionPosition[]>
  readonly #onLost: (error: Error) => void
  readonly #restarts: (() => void)[] = []
  readonly #listeners: Listener[] = []
  /** By partition, the newest place that this node acknowledged. */
  readonly #acknowledged: Position[] = []
  readonly #waiting = new Set<{ partition: number; position: Position; resolve: () => void }>()
  #follower: Follower | undefined
  #stopped = false
  #fenced: string | undefined
  #lost: string | undefined
  #proofTimer: NodeJS.Timeout | undefined
  #answeredAt: number | undefined
  #provedAt = Number.NEGATIVE_INFINITY

  constructor({
    log,
    archived,
    budget = 64 * 1024 * 1024,
    archivedNow = async () => archived,
    onLost = () => {},
  }: TailOptions) {
    this.#log = log
    this.#budget = budget
    this.#archivedNow = archivedNow
    this.#onLost = onLost
    this.#begin(archived)
  }

  /** Resolves when the follower has passed the log's end as it was on call: warm. */
  async start(): Promise<void> {
    await this.#warmUp()
    await this.#prove()
    this.#proofTimer = setInterval(() => void this.#prove(), PROOF_INTERVAL).unref()
  }

  #begin(archived: readonly PartitionPosition[]): void {
    for (const { partition, position } of archived)
      this.#partitions[partition] = new PartitionTail(position, backBy(position, RECENT))
  }

  async #warmUp(): Promise<void> {
    const ends = await this.#log.end()
    await this.#recall()
    this.#follower = await this.#follow()
    await Promise.all(ends.map(({ partition, position }) => this.#passed(partition, position)))
  }

  /** The event ids of the window of repeats, up to where the follower begins. */
  async #recall(): Promise<void> {
    const left = [...this.#partitions.entries()]
    const lane = async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [partition, tail] = next
        const position = backBy(tail.archived, repeatWindow)
        for await (const events of this.#log.events({ partition, position }, tail.position)) tail.recall(events)
      }
    }
    try {
      await Promise.all(Array.from({ length: LANES }, lane))
    } finally {
      // Where one failed, the others take no more.
      left.length = 0
    }
  }

  async #follow(): Promise<Follower> {
    const from = this.#partitions.map(({ position }, partition) => ({ partition, position }))
    const take = ({ partition, records }: LogBatch) => this.#take(partition, records)
    const lost = (error: Error) => void this.#restart(error)
    try {
      return await this.#log.follow(from, take, lost)
    } catch (error) {
      // Trimmed to within what is read back: what is kept is all that there is to warm up with.
      if (error instanceof NotInLog) return this.#log.follow('earliest', take, lost)
      throw error
    }
  }

  /**
   * The log does not go on where the follower stood. Nothing here is believed any more: whoever listens to a room is sent to resume,
   * and the tail is filled again from what is archived, if the log still is the one that was.
   */
  async #restart(why: Error): Promise<void> {
    this.#provedAt = Number.NEGATIVE_INFINITY
    this.#lost = why.message
    this.#onLost(why)
    await this.#follower?.stop()
    while (!this.#stopped) {
      try {
        this.#begin(await this.#archivedNow())
        for (const restarted of this.#restarts) restarted()
        await this.#warmUp()
        this.#lost = undefined
        return
      } catch (error) {
        this.#onLost(error as Error)
        await new Promise((resolve) => setTimeout(resolve, RESTART_MILLISECONDS).unref())
      }
    }
  }

  /** Called when everything that the tail held was dropped, and it begins anew. */
  onRestart(restarted: () => void): void {
    this.#restarts.push(restarted)
  }

  /** Nothing is to be appended any more, and why; undefined: all is well again. */
  fence(why: string | undefined): void {
    this.#fenced = why
  }

  /** Why nothing may be appended: also where this node alone has lost its place, until it knows that the log is the right one. */
  get fenced(): string | undefined {
    return this.#fenced ?? this.#lost
  }

  /** It has lost its place in the log and fills again from what is archived: what somebody missed meanwhile may be missing here too. */
  get isLost(): boolean {
    return this.#lost !== undefined
  }

  /** Whether the log has answered lately, so that an append may hope for an answer. */
  isReachable(): boolean {
    return this.#answeredAt === undefined || performance.now() - this.#answeredAt <= UNREACHABLE_AFTER
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

  /** Whether a site has more of what is not archived yet than all sites that have any would have on average. */
  isAboveFairShare(site: SiteId): boolean {
    const bytes = new Map<SiteId, number>()
    for (const tail of this.#partitions)
      for (const [of, size] of tail.unarchivedBytesBySite) bytes.set(of, (bytes.get(of) ?? 0) + size)
    let total = 0
    for (const size of bytes.values()) total += size
    return (bytes.get(site) ?? 0) * bytes.size > total
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
    // A log that cannot be asked cannot be passed either.
    const ends = await this.#log.end().catch(() => undefined)
    const end = ends?.find((at) => at.partition === partition)
    return end !== undefined && this.caughtUp(key, end.position, milliseconds)
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

  /** Only as far as the follower has come: what it has not brought yet is still to be told to whoever listens. */
  markArchived(partition: number, position: Position): void {
    const tail = this.partition(partition)
    const reached = Math.min(position, tail.position)
    if (reached <= tail.archived) return
    tail.markArchived(reached)
    tail.evict(this.#budget / this.#partitions.length)
  }

  async stop(): Promise<void> {
    this.#stopped = true
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
    const stood = this.#partitions.map(({ position }) => position)
    try {
      const ends = await this.#log.end()
      this.#answeredAt = performance.now()
      const passed = await Promise.all(ends.map((end) => this.#passed(end.partition, end.position, PROOF_INTERVAL)))
      // One that ends before what it gave already was cut: the follower finds out with the next record.
      const first = toPosition(this.#log.epoch, 0)
      const isWhole = ends.every(({ partition, position }) => Math.max(first, position) >= (stood[partition] ?? 0))
      if (isWhole && passed.every(Boolean)) this.#provedAt = askedAt
    } catch {
      // The log cannot be asked: the last proof runs out, and SQL decides until there is a new one.
    }
  }
}

/** A place so many offsets earlier, not before its epoch began. */
function backBy(position: Position, offsets: number): Position {
  return toPosition(epochOf(position), Math.max(0, offsetOf(position) - offsets))
}
