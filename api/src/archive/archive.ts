import type { EventLog, PartitionPosition } from '../event-log/event-log.ts'
import type { HistoryStore } from '../history/history-store.ts'
import type { Logger } from '../logger.ts'
import type { Tail } from '../messages/tail.ts'
import { StartError } from '../start-error.ts'
import type { ArchiveProgress, PartitionLease } from './archive-progress.ts'
import { Archiver, type ArchiverOptions } from './archiver.ts'

export interface ArchiveOptions {
  log: EventLog
  progress: ArchiveProgress
  /** This process, in the `partitions` table. */
  owner: string
  epoch: number
}

/** The log is not the one whose records were archived: going on would lose or double messages. */
export class LogMismatch extends StartError {
  override readonly name = 'LogMismatch'
}

/** A dead owner's lease runs out after 6 s (design §6). */
const CLAIM_ATTEMPTS = 40
const CLAIM_MILLISECONDS = 250

/** Takes the leases of every partition and proves that log and history belong together; archiving starts with `start`. */
export async function openArchive({ log, progress, owner, epoch }: ArchiveOptions): Promise<{
  archived: PartitionPosition[]
  start(options: { tail: Tail; history: HistoryStore; logger: Logger; onStep?: ArchiverOptions['onStep'] }): {
    stop(): Promise<void>
  }
}> {
  const leases = await Promise.all(
    Array.from({ length: log.partitions }, (_, partition) => claim(progress, epoch, partition, owner)),
  )
  for (const lease of leases) await verify(log, lease)
  return {
    archived: leases.map(({ partition, archivedPosition }) => ({ partition, position: archivedPosition })),
    start({ onStep, ...options }) {
      const archivers = leases.map(
        (lease) => new Archiver({ log, progress, lease, ...options, ...(onStep && { onStep }) }),
      )
      for (const archiver of archivers) archiver.start()
      return {
        stop: async () => {
          await Promise.all(archivers.map((archiver) => archiver.stop()))
        },
      }
    },
  }
}

async function claim(
  progress: ArchiveProgress,
  epoch: number,
  partition: number,
  owner: string,
): Promise<PartitionLease> {
  for (let attempt = 0; attempt < CLAIM_ATTEMPTS; attempt += 1) {
    const lease = await progress.claim(epoch, partition, owner)
    if (lease) return lease
    await new Promise((resolve) => setTimeout(resolve, CLAIM_MILLISECONDS))
  }
  throw new StartError(
    `partition ${partition} is held by another process: stop it, or wait until its lease has run out`,
  )
}

/** Reads back the last archived record: a log that was cut or made anew does not hold it. */
async function verify(log: EventLog, { partition, archivedPosition, archivedEventId }: PartitionLease): Promise<void> {
  if (archivedEventId === null) return
  const record = await log.read({ partition, position: archivedPosition })
  if (record?.eventId === archivedEventId) return
  throw new LogMismatch(
    `the event log does not hold what was archived last (partition ${partition}, position ${archivedPosition}): it was cut, replaced or restored from another backup. Restore log, history and database from one moment`,
  )
}
