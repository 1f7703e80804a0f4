import type { EventLog } from '../event-log/event-log.ts'
import { StartError } from '../start-error.ts'
import type { PartitionLease } from './archive-progress.ts'

/** The log is not the one whose records were archived: going on would lose or double messages. */
export class LogMismatch extends StartError {
  override readonly name = 'LogMismatch'
}

/** Reads back the last archived record: a log that was cut or made anew does not hold it. @throws {LogMismatch} */
export async function verify(
  log: EventLog,
  {
    partition,
    archivedPosition,
    archivedEventId,
  }: Pick<PartitionLease, 'partition' | 'archivedPosition' | 'archivedEventId'>,
): Promise<void> {
  if (archivedEventId === null) return
  const record = await log.read({ partition, position: archivedPosition })
  if (record?.eventId === archivedEventId) return
  throw new LogMismatch(
    `the event log does not hold what was archived last (partition ${partition}, position ${archivedPosition}): it was cut, replaced or restored from another backup. Restore log, history and database from one moment`,
  )
}
