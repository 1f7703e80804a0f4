import type { MemberId, Position, RoomKey } from '@damso/schema/model'
import type { Access } from '../access/create-access.ts'
import type { Database } from '../database/database.ts'
import type { Outbox } from '../database/outbox.ts'
import type { Sites } from '../sites/create-sites.ts'

/** What the room use cases stand on. */
export interface RoomsOptions {
  database: Database
  outbox: Pick<Outbox, 'add' | 'pending' | 'flush'>
  access: Access
  sites: Pick<Sites, 'entry'>
  /** `seq` of the newest counting message at or before this place: `HistoryStore.seqAt`. */
  seqAt: (room: RoomKey, at: Position) => Promise<number>
  /** The newest place that this node knows in the room's partition: a marker beyond it would hide what is yet to come. */
  newestPosition: (room: RoomKey) => Position
  /** Waits a while until this node knows the room up to there: whoever read it elsewhere, or was just answered, is ahead of it. */
  caughtUp: (room: RoomKey, position: Position) => Promise<unknown>
  /** A marker moved, and is committed. */
  onRead: (room: RoomKey, member: MemberId, position: Position, readSeq: number) => void
}
