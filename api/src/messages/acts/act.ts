import {
  type EventId,
  type Member,
  type MemberId,
  type Message,
  type MessageId,
  messageOf,
  type NewRecord,
  type Position,
  type RecordBodies,
  Refusal,
  type RoomKey,
} from '@damso/schema/model'
import type { Access } from '../../access/create-access.ts'
import type { Rates } from '../rates.ts'
import type { Tail } from '../tail.ts'
import type { Timeline } from '../timeline.ts'

/**
 * An act that passed every check: a record to append, or what an earlier try of it left. Checking and appending are apart
 * so that a connection can check its frames one after another, in order, and have many appends under way at once.
 */
export type PreparedAct =
  | { done: Message; position: Position }
  | {
      record: NewRecord
      becomes(position: Position): Message
      /** Said again: an earlier try may still be under way to another node. */
      retry?: boolean | undefined
    }

/** What the acts need: given once, by `createMessages`. */
export interface ActContext {
  access: Pick<Access, 'check'>
  /** The members a server speaks for, in one statement. */
  members(site: string, ids: readonly MemberId[]): Promise<(Member | undefined)[]>
  tail: Tail
  timeline: Timeline
  rates: Rates
  now(): number
}

/** A new message under its event id; `counts` says whether it takes a `seq`. */
export function newMessage(
  room: RoomKey,
  eventId: EventId,
  actor: Member,
  { at, counts }: { at: number; counts: boolean },
  body: RecordBodies['message'],
): PreparedAct {
  const record = {
    version: 1 as const,
    kind: 'message' as const,
    site: room.site,
    room: room.room,
    eventId,
    actor,
    counts,
    at,
    body,
  }
  return { record, becomes: (position) => messageOf({ ...record, position }) }
}

/** How long a retry waits for this node to have seen everything that was stored before it. */
const PASS_END_MILLISECONDS = 5_000

/**
 * Where an earlier try of this event landed, as far as the window of repeats reaches (design §7).
 * @throws {Refusal} NOT_CAUGHT_UP: nobody knows yet, the client asks again
 */
export async function earlierTry(
  context: ActContext,
  room: RoomKey,
  eventId: EventId,
  retry: boolean | undefined,
): Promise<Position | undefined> {
  if (retry && !(await context.tail.passEnd(room, PASS_END_MILLISECONDS))) {
    throw new Refusal({
      code: 'NOT_CAUGHT_UP',
      message: 'this node cannot tell yet whether it was stored: send it again',
      retryAfter: 1,
    })
  }
  return context.tail.of(room).positionOf(eventId)
}

/** The message that an act is about, as it stands now. */
export const current = async (context: ActContext, room: RoomKey, id: MessageId): Promise<Message | undefined> =>
  (await context.timeline.find(room, [id]))[0]
