import type { EventId, LogRecord, NewRecord, Position } from '@damso/schema/model'

/** A place in one partition; positions of different partitions are not compared. */
export interface PartitionPosition {
  partition: number
  position: Position
}

/** From the beginning of what is kept, or from just after a place in each partition. */
export type LogStart = 'earliest' | 'end' | readonly PartitionPosition[]

/** Records of one partition, in order, without a hole. */
export interface LogBatch {
  partition: number
  records: readonly LogRecord[]
}

/** All that a repeat is known by. */
export interface PlacedEvent {
  eventId: EventId
  position: Position
}

export interface Follower {
  /** The last record that `on` has done with. */
  position(partition: number): Position
  /** Resolves when `on` has returned for the last time; never to be awaited inside it. */
  stop(): Promise<void>
}

/** Nobody can tell whether the records were stored. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome'
}

/** A follower cannot start there: forgotten by `trim`, or beyond the end of a log that was cut or made anew. */
export class NotInLog extends Error {
  override readonly name = 'NotInLog'
}

/** Records that this process was given are gone, and their places may be given to others. */
export class LogCut extends Error {
  override readonly name = 'LogCut'
}

/** The ordered, durable log that every durable act inside a room goes through (design §5). */
export interface EventLog {
  /** Names this log among its successors; part of every position. */
  readonly epoch: number
  /** Partitions of the current epoch; fixed within it. */
  readonly partitions: number
  partitionOf(key: { site: string; room: string }): number
  /**
   * Durable when it resolves; the positions are in the order of the records.
   * @throws {UnknownOutcome} when it cannot tell
   */
  append(records: readonly NewRecord[]): Promise<Position[]>
  /**
   * Every record of every partition, in order; commits nothing. Awaits `on` before the next batch of that partition; an
   * `on` that throws is a fault of the process, because what follows would leave a hole.
   *
   * @param onLost called once where the log does not go on from where the follower stood ({@link LogCut}; or made anew, trimmed past
   *   it, a hole); it follows no longer. Without it that is a fault of the process too.
   * @throws {NotInLog}
   */
  follow(
    from: LogStart,
    on: (batch: LogBatch) => void | Promise<void>,
    onLost?: (error: Error) => void,
  ): Promise<Follower>
  /** The newest record of each partition as of now; position 0 where it is empty. */
  end(): Promise<PartitionPosition[]>
  read(at: PartitionPosition): Promise<LogRecord | undefined>
  /**
   * The events after a place, up to and with `upTo`, oldest first: without what their records say, for less than half of what following takes.
   * Of what was trimmed it tells nothing.
   * @throws {NotInLog} where the log ends before `upTo`
   */
  events(after: PartitionPosition, upTo: Position): AsyncIterable<readonly PlacedEvent[]>
  /** Forgets records before this place; never the record at it. */
  trim(upTo: PartitionPosition): Promise<void>
  stop(): Promise<void>
}
