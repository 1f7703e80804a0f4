import type { EventLog } from '../event-log/event-log.ts'
import type { HistoryStore } from '../history/history-store.ts'
import type { Logger } from '../logger.ts'
import type { Tail } from '../messages/tail.ts'
import type { ArchiveProgress, PartitionProgress } from './archive-progress.ts'
import type { ArchiveStep } from './archive-step.ts'
import { Archiver } from './archiver.ts'
import { type Nodes, shareOf } from './nodes.ts'
import { LogMismatch, verify } from './verify.ts'

export interface ArchiveOptions {
  log: EventLog
  progress: ArchiveProgress
  /** This process, in the `partitions` table. */
  owner: string
  /** Whom the partitions are shared with; alone where it is left out. */
  nodes?: Nodes
}

/** What archiving needs once the tail is warm. */
export interface ArchivingOptions {
  tail: Tail
  history: HistoryStore
  logger: Logger
  /** The log is no longer the one that was archived. */
  onMismatch: (error: LogMismatch) => void
  /** Called between the steps of a batch: fault tests end the process there. */
  onStep?: (step: ArchiveStep) => void
}

/** A lease lasts 6 s: two turns may fail before it is lost, and a dead owner's partitions are taken over within 10 s. */
const TURN_MILLISECONDS = 2_000
/** Every so many turns the last archived record is read back: a log can be cut under a node that runs. */
const TURNS_PER_PROOF = 5

/**
 * This node's fair share of the partitions: keeps its leases, takes free ones, gives back what it has too many of, and tells the tail
 * how far others have archived (design §6).
 */
export class Leases {
  readonly #options: ArchiveOptions & ArchivingOptions
  readonly #archivers = new Map<number, Archiver>()
  #timer: NodeJS.Timeout | undefined
  #turn: Promise<void> = Promise.resolve()
  #turns = 0
  #stopped = false

  constructor(options: ArchiveOptions & ArchivingOptions) {
    this.#options = options
    options.tail.listen((_, partition) => this.#archivers.get(partition)?.wake())
  }

  async start(): Promise<void> {
    await this.#take()
    this.#later()
  }

  /** Archives what the tail holds, then lets go of every partition. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#turn
    await Promise.all([...this.#archivers.values()].map((archiver) => archiver.stop({ drain: true })))
    await this.#options.nodes?.leave(this.#options.owner)
  }

  #later(): void {
    this.#timer = setTimeout(() => {
      this.#turn = this.#take()
        .catch((error) => this.#options.logger.warn({ err: error }, 'archive: leases could not be kept, trying again'))
        .then(() => {
          if (!this.#stopped) this.#later()
        })
    }, TURN_MILLISECONDS).unref()
  }

  async #take(): Promise<void> {
    const { log, progress, nodes, owner, tail } = this.#options
    const alive = (await nodes?.beat(owner)) ?? [owner]
    await progress.renew(log.epoch, owner)
    const rows = new Map((await progress.partitions(log.epoch)).map((row) => [row.partition, row]))
    for (const { partition, archivedPosition } of rows.values())
      if (!this.#archivers.has(partition)) tail.markArchived(partition, archivedPosition)
    await this.#dropLost(rows)
    if (this.#turns++ % TURNS_PER_PROOF === 0) await this.#prove(rows)

    const share = shareOf(owner, alive, log.partitions)
    for (const [partition, archiver] of [...this.#archivers].slice(share)) {
      this.#archivers.delete(partition)
      await archiver.stop({ drain: false })
    }
    const free = Array.from({ length: log.partitions }, (_, partition) => partition).filter(
      (partition) => !this.#archivers.has(partition) && this.#isFree(rows.get(partition)),
    )
    // Nodes that look at the same moment do not all want the same ones.
    for (const partition of free.sort(() => Math.random() - 0.5)) {
      if (this.#archivers.size >= share || this.#stopped) return
      await this.#claim(partition)
    }
  }

  /** A restarted process of the same name takes back what was its own. */
  #isFree(row: PartitionProgress | undefined): boolean {
    return row === undefined || row.isFree || row.owner === this.#options.owner
  }

  async #dropLost(rows: ReadonlyMap<number, PartitionProgress>): Promise<void> {
    for (const [partition, archiver] of this.#archivers) {
      const row = rows.get(partition)
      if (row?.owner === this.#options.owner && row.fence === archiver.fence) continue
      this.#archivers.delete(partition)
      await archiver.abandon()
    }
  }

  async #prove(rows: ReadonlyMap<number, PartitionProgress>): Promise<void> {
    const { log, onMismatch } = this.#options
    const mine = [...rows.values()].filter(({ partition }) => this.#archivers.has(partition))
    try {
      await Promise.all(mine.map((row) => verify(log, row)))
    } catch (error) {
      if (!(error instanceof LogMismatch)) throw error
      onMismatch(error)
    }
  }

  async #claim(partition: number): Promise<void> {
    const { log, progress, owner, logger, onMismatch, tail, history, onStep } = this.#options
    const lease = await progress.claim(log.epoch, partition, owner)
    if (!lease) return
    try {
      await verify(log, lease)
    } catch (error) {
      await progress.release(lease)
      if (!(error instanceof LogMismatch)) throw error
      onMismatch(error)
      return
    }
    logger.debug({ partition, fence: lease.fence }, 'archive: took a partition')
    const archiver = new Archiver({ log, progress, logger, lease, tail, history, ...(onStep && { onStep }) })
    this.#archivers.set(partition, archiver)
    archiver.start()
  }
}
