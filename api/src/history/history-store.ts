import type { Message, MessageId, Position, RoomKey } from '@damso/schema/model'

/** The state of a message's changing fields at `revision`. */
export type MessageChange = Pick<
  Message,
  'site' | 'room' | 'id' | 'revision' | 'text' | 'editedAt' | 'deletedAt' | 'reactions'
>

/** At most one of before, after, around. Exclusive of `before` and `after`; `around` names the place in the middle. */
export interface HistoryWindow {
  before?: Position
  after?: Position
  around?: Position
  /** Messages wanted, at most; `around` gives up to `limit` on each side, the place itself with the older ones. */
  limit: number
}

/** What was said, for good: paginated by position (design §5). */
export interface HistoryStore {
  /**
   * Unordered. A message whose id stands already with the same position is a replay and changes nothing.
   * @throws {DuplicateMessage} where an id stands with another position; the others are stored
   */
  insert(messages: readonly Message[]): Promise<void>
  /** One update per message, only where the stored revision is older. */
  change(changes: readonly MessageChange[]): Promise<void>
  /** Oldest first. */
  page(room: RoomKey, window: HistoryWindow): Promise<Message[]>
  /** Always filtered by site and room; absent ones are left out. */
  find(room: RoomKey, ids: readonly MessageId[]): Promise<Message[]>
  /** `find` for the messages of many rooms in one call: the archiver's look-up. */
  findMany(wanted: readonly { room: RoomKey; id: MessageId }[]): Promise<Message[]>
  /** Position of the first message sent at or after this time, in milliseconds; undefined: none. */
  positionAt(room: RoomKey, sentAt: number): Promise<Position | undefined>
  /** `seq` of the newest counting message at or before this place; 0: none. */
  seqAt(room: RoomKey, at: Position): Promise<number>
  stop(): Promise<void>
}

export class DuplicateMessage extends Error {
  override readonly name = 'DuplicateMessage'
  readonly ids: readonly MessageId[]

  constructor(ids: readonly MessageId[]) {
    super(`${ids.length} message ids stand with another position`)
    this.ids = ids
  }
}
