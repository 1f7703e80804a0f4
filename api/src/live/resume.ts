import type { Position, RoomKey } from '@damso/schema/model'
import type { EventLog } from '../event-log/event-log.ts'
import type { Tail } from '../messages/tail.ts'

export interface ResumeOptions {
  tail: Tail
  log: EventLog
  /** `last_change_position` of a room as SQL holds it; undefined: no such room. Batched by the caller. */
  lastChangePosition(room: RoomKey): Promise<Position | undefined>
}

/** @property from deliver what is newer than this */
export interface Resumed {
  recovered: boolean
  from: Position
}

/**
 * Whether a subscriber who saw everything up to `after` can go on without a gap (design §7).
 *
 * - The tail reaches back to `after`: what was missed follows.
 * - The room has not changed since: there is nothing to follow.
 * - `after` lies ahead of this node: another one was faster; only what is newer is delivered.
 * - Else, also beyond the log's end, and while the tail has lost its place: not recovered, and nothing partial.
 */
export async function resume(
  { tail, log, lastChangePosition }: ResumeOptions,
  room: RoomKey,
  after: Position | undefined,
): Promise<Resumed> {
  const partition = tail.of(room)
  const lost = () => ({ recovered: false, from: partition.position })
  if (after === undefined || tail.isLost) return lost()
  if (after > partition.position) {
    const end = (await log.end()).find((at) => at.partition === log.partitionOf(room))
    return end !== undefined && after <= end.position ? { recovered: true, from: after } : lost()
  }
  if (after >= partition.floor) return { recovered: true, from: after }
  const { archived } = partition
  const changed = await lastChangePosition(room)
  // What SQL did not know yet is in the tail, if that has not moved past it while SQL was asked.
  const isQuiet = changed !== undefined && changed <= after && partition.floor <= archived
  return isQuiet ? { recovered: true, from: after } : lost()
}
