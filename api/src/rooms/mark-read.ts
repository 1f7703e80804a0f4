import { type MemberId, type Membership, type Position, type RoomKey, roomKeyText } from '@damso/schema/model'
import { TooManyWaiting } from '../database/lock.ts'
import { createMarkerRows } from './marker-rows.ts'
import type { RoomsOptions } from './options.ts'

/** A member's marker in one room is written at most so often. */
const PAUSE_MILLISECONDS = 1_000
/** Markers that wait for their pause to end; past it members are told to come back. */
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
}: Pick<RoomsOptions, 'database' | 'seqAt' | 'onRead'>): ReadMarkers {
  const rows = createMarkerRows(database, seqAt)
  const waiting = new Map<string, Marker>()
  const pauses = new Map<string, Pause>()

  async function commit(key: string, marker: Marker): Promise<Membership | undefined> {
    await pauses.get(key)?.over
    waiting.delete(key)
    pauses.set(
      key,
      createPause(PAUSE_MILLISECONDS, () => pauses.delete(key)),
    )
    const { room, member, position } = marker
    const [result] = await rows.add([{ room, member, position }])
    if (!result) return undefined
    const { membership, moved } = result
    if (moved) onRead(room, member, membership.readPosition, membership.readSeq)
    return membership
  }

  return {
    async raise(room, member, to) {
      const key = `${roomKeyText(room)}/${member}`
      const held = waiting.get(key)
      if (held) {
        held.position = Math.max(held.position, to)
        return held.committed
      }
      if (waiting.size >= WAITING) throw new TooManyWaiting('too many read markers wait')
      const marker: Marker = { room, member, position: to, committed: Promise.resolve(undefined) }
      waiting.set(key, marker)
      marker.committed = commit(key, marker)
      return marker.committed
    },

    async stop() {
      const committed = [...waiting.values()].map((marker) => marker.committed)
      for (const pause of [...pauses.values()]) pause.end()
      await Promise.allSettled(committed)
      for (const pause of [...pauses.values()]) pause.end()
      await rows.idle()
    },
  }
}

interface Pause {
  over: Promise<void>
  /** Before its time. */
  end(): void
}

function createPause(milliseconds: number, onEnd: () => void): Pause {
  let resolve = () => {}
  const over = new Promise<void>((settle) => {
    resolve = settle
  })
  const timer = setTimeout(end, milliseconds)
  function end() {
    clearTimeout(timer)
    onEnd()
    resolve()
  }
  return { over, end }
}
