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

export interface PartitionProgress extends Omit<PartitionLease, 'owner'> {
  /** Null: released. */
  owner: string | null
  /** Nobody's, or run out by the database's clock. */
  isFree: boolean
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
  /** Prolongs every lease that this owner still has. */
  renew(epoch: number, owner: string): Promise<void>
  /** How far each partition is archived, and who does it; one that was never claimed is absent. */
  partitions(epoch: number): Promise<PartitionProgress[]>
  /** Whether nobody has taken over or gone on since: what was read of the room summaries before is as of this lease. */
  holds(lease: PartitionLease): Promise<boolean>
  release(lease: PartitionLease): Promise<void>
  /** One statement for all rooms of a batch; a room that has no row (a crash, a deletion) is absent. */
  summaries(rooms: readonly RoomKey[]): Promise<RoomSummary[]>
  /** False: the fence moved on, nothing was written. */
  commit(batch: ArchivedBatch): Promise<boolean>
}
