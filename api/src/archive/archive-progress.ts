import type { EventId, Position, RoomKey, RoomSummary } from '@damso/schema/model'

/** A partition's row while this owner holds it (design §6). */
export interface PartitionLease {
  epoch: number
  partition: number
  owner: string
  /** Grows with every change of owner: a commit under an older one changes nothing. */
  fence: number
  /** Position of the last archived record; 0: none yet. */
  archivedPosition: Position
  archivedEventId: EventId | null
}

export interface ArchivedBatch {
  lease: PartitionLease
  archivedPosition: Position
  archivedEventId: EventId
  summaries: readonly RoomSummary[]
  /** Every record of the batch that took a seq, in log order: completes the markers that stood beyond the archived position. */
  counted: readonly { room: RoomKey; position: Position; seq: number }[]
  /** Members whose own message raises their marker: the newest seq and position of each. */
  ownReads: readonly { room: RoomKey; member: string; seq: number; position: Position }[]
}

/** The archiver's progress and the room summaries: one SQL transaction, so they cannot part. */
export interface ArchiveProgress {
  /** Takes the partition, or says who holds it. Leases last 6 s by the database's clock. */
  claim(epoch: number, partition: number, owner: string): Promise<PartitionLease | undefined>
  renew(lease: PartitionLease): Promise<boolean>
  release(lease: PartitionLease): Promise<void>
  /** One statement for all rooms of a batch; a room that has no row (a crash, a deletion) is absent. */
  summaries(rooms: readonly RoomKey[]): Promise<RoomSummary[]>
  /** False: the fence moved on, nothing was written. */
  commit(batch: ArchivedBatch): Promise<boolean>
}
