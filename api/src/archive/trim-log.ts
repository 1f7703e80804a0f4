import { epochOf, offsetOf, type Position, toPosition } from '@damso/schema/model'
import type { EventLog } from '../event-log/event-log.ts'

/** What is archived stays in the log for so long (design §5): to look into, and for nodes that were away. */
export const keptMilliseconds = 7 * 24 * 60 * 60 * 1_000

export interface TrimOptions {
  log: Pick<EventLog, 'read' | 'trim'>
  partition: number
  archived: Position
  /** Newest records that are kept whatever their age: those that a starting node warms up with. */
  keep: number
  now: number
}

/**
 * Forgets records that are archived, older than seven days and not among the newest `keep`. The place is found by halving: about forty
 * reads for any length. Imported records carry the time of long ago and may go earlier; they are archived like all others.
 */
export async function trimLog({ log, partition, archived, keep, now }: TrimOptions): Promise<void> {
  const epoch = epochOf(archived)
  let low = 0
  let high = Math.max(0, offsetOf(archived) - keep)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const record = await log.read({ partition, position: toPosition(epoch, middle) })
    // A place without a record was trimmed before.
    if (record === undefined || record.at < now - keptMilliseconds) low = middle
    else high = middle - 1
  }
  if (low > 0) await log.trim({ partition, position: toPosition(epoch, low) })
}
