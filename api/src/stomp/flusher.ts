/** A socket with something queued. */
export interface Flushable {
  flush(): void
}

const SLICE_MILLISECONDS = 10

/**
 * Writes every socket that was written to in a tick once, after all input of that tick was read. A fan-out to very many is
 * cut into slices, so that reading and heart-beats go on in between.
 */
export class Flusher {
  #dirty: Flushable[] = []
  #scheduled = false
  #lastQueue: readonly Buffer[] = []
  #lastBytes: Buffer = Buffer.alloc(0)
  readonly #run = () => this.#flush()

  add(connection: Flushable): void {
    this.#dirty.push(connection)
    this.#schedule()
  }

  /**
   * One buffer for one write. Sockets of one room hold the same frames in the same order: they share the buffer that the
   * first of them made.
   */
  join(queue: readonly Buffer[]): Buffer {
    const first = queue[0]
    if (queue.length === 1 && first !== undefined) return first
    if (!sameFrames(queue, this.#lastQueue)) {
      this.#lastQueue = queue.slice()
      this.#lastBytes = Buffer.concat(queue)
    }
    return this.#lastBytes
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(this.#run)
  }

  #flush(): void {
    const dirty = this.#dirty
    const until = performance.now() + SLICE_MILLISECONDS
    this.#dirty = []
    this.#scheduled = false
    for (let index = 0; index < dirty.length; index++) {
      dirty[index]?.flush()
      if (index % 64 === 63 && performance.now() > until) {
        this.#dirty = dirty.slice(index + 1).concat(this.#dirty)
        break
      }
    }
    this.#lastQueue = []
    this.#lastBytes = Buffer.alloc(0)
    if (this.#dirty.length > 0) this.#schedule()
  }
}

function sameFrames(left: readonly Buffer[], right: readonly Buffer[]): boolean {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false
  return true
}
