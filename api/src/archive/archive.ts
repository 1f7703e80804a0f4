import { type Position, toPosition } from '@damso/schema/model'
import type { EventLog, PartitionPosition } from '../event-log/event-log.ts'
import type { PartitionProgress } from './archive-progress.ts'
import { type ArchiveOptions, type ArchivingOptions, Leases } from './leases.ts'
import { verify } from './verify.ts'

export interface Archive {
  /** Up to where each partition is archived as of now. @throws {LogMismatch} */
  archived(): Promise<PartitionPosition[]>
  /** Resolves when the first leases are taken. */
  start(options: ArchivingOptions): Promise<{ stop(): Promise<void> }>
}

/** Moves the log into history, beside other nodes that do the same (design §6). */
export function createArchive({ log, progress, ...options }: ArchiveOptions): Archive {
  return {
    async archived() {
      const rows = new Map((await progress.partitions(log.epoch)).map((row) => [row.partition, row]))
      await Promise.all([...rows.values()].map((row) => verify(log, row)))
      return Array.from({ length: log.partitions }, (_, partition) => ({
        partition,
        position: archivedOf(log, rows.get(partition)),
      }))
    },
    async start(archiving) {
      const leases = new Leases({ log, progress, ...options, ...archiving })
      await leases.start()
      return leases
    },
  }
}

/** A place of this epoch, also where nothing of it is archived yet: what is older is before all of it. */
const archivedOf = ({ epoch }: EventLog, row: PartitionProgress | undefined): Position =>
  Math.max(toPosition(epoch, 0), row?.archivedPosition ?? 0)
