import { type MemberId, type Membership, type Position, Refusal, type RoomKey, roomKeyText } from '@damso/schema/model'
import { literal, Op } from 'sequelize'
import type { Database } from '../database/database.ts'
import type { RoomsOptions } from './options.ts'
import { toMembership } from './shapes.ts'

/** A member's marker in one room is written at most so often. */
const PAUSE_MILLISECONDS = 1_000
/** Markers that wait for their turn; past it members are told to come back. */
const WAITING = 50_000

/** A marker on its way to SQL; calls that come meanwhile raise it and share its promise. */
interface Marker {
  room: RoomKey
  member: MemberId
  position: Position
  committed: Promise<Membership | undefined>
}

export interface ReadMarkers {
  /**
   * Raises a marker. Resolves after the commit, with the membership as it is then; undefined: no such membership.
   * @throws {Refusal} BUSY
   */
  raise(room: RoomKey, member: MemberId, to: Position): Promise<Membership | undefined>
  /** Commits what waits. */
  stop(): Promise<void>
}

/** Markers only grow, and are coalesced: the first at once, the next a second later with all that came meanwhile. */
export function createReadMarkers({
  database,
  seqAt,
  onRead,
  pauseMilliseconds = PAUSE_MILLISECONDS,
}: Pick<RoomsOptions, 'seqAt' | 'onRead'> & {
  database: Database
  /** @default 1000 */
  pauseMilliseconds?: number
}): ReadMarkers {
  const { Membership } = database.models
  const waiting = new Map<string, Marker>()
  /** Keys that were written less than a pause ago, each with what ends its pause. */
  const pauses = new Map<string, { over: Promise<void>; end: () => void }>()

  function pause(key: string): void {
    const { promise, resolve } = deferred()
    const timer = setTimeout(end, pauseMilliseconds)
    function end() {
      clearTimeout(timer)
      pauses.delete(key)
      resolve()
    }
    pauses.set(key, { over: promise, end })
  }

  async function commit(key: string, marker: Marker): Promise<Membership | undefined> {
    await pauses.get(key)?.over
    waiting.delete(key)
    pause(key)
    const { room, member, position: to } = marker
    const where = { site: room.site, room: room.room, member, state: 'active' as const }
    const moved = await database.write(async (transaction) => {
      // Asked inside the transaction: what history lacks now, the archiver completes in one that comes after it.
      const seq = await seqAt(room, to)
      const [rows] = await Membership.update(
        {
          readPosition: to,
          readSeq: literal(`CASE WHEN read_seq < ${Number(seq)} THEN ${Number(seq)} ELSE read_seq END`),
        },
        { where: { ...where, readPosition: { [Op.lt]: to } }, transaction },
      )
      return rows > 0
    })
    const row = await Membership.findOne({ where, raw: true })
    if (row && moved) onRead(room, member, row.readPosition, row.readSeq)
    return row ? toMembership(row) : undefined
  }

  return {
    raise(room, member, to) {
      const key = `${roomKeyText(room)}/${member}`
      const held = waiting.get(key)
      if (held) {
        held.position = Math.max(held.position, to)
        return held.committed
      }
      if (waiting.size >= WAITING)
        throw new Refusal({ code: 'BUSY', message: 'Too many read markers wait: try again', retryAfter: 1 })
      const marker: Marker = { room, member, position: to, committed: Promise.resolve(undefined) }
      waiting.set(key, marker)
      marker.committed = commit(key, marker)
      return marker.committed
    },

    async stop() {
      const committed = [...waiting.values()].map((marker) => marker.committed)
      for (const { end } of [...pauses.values()]) end()
      await Promise.allSettled(committed)
      for (const { end } of [...pauses.values()]) end()
    },
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
