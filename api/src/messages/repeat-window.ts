import type { EventId, Position } from '@damso/schema/model'

/** Offsets within which followers and the archiver drop a repeat of an event id (design §7). */
export const repeatWindow = 16_384

/** The event ids of the last `size` records of one partition, and where each was first seen. */
export class RepeatWindow {
  readonly #size: number
  readonly #positions = new Map<EventId, Position>()

  constructor(size = repeatWindow) {
    this.#size = size
  }

  positionOf(id: EventId): Position | undefined {
    return this.#positions.get(id)
  }

  /** False: a repeat, which changes nothing. */
  add(id: EventId, position: Position): boolean {
    if (this.#positions.has(id)) return false
    this.#positions.set(id, position)
    // A Map iterates in order of insertion: the first key is the oldest.
    if (this.#positions.size > this.#size) {
      for (const oldest of this.#positions.keys()) {
        this.#positions.delete(oldest)
        break
      }
    }
    return true
  }
}
