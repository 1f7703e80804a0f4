const TICK = 50
const SLOTS = 1_024

/** Something that wants to be woken; it knows itself what for. */
export interface Sleeper {
  /** The wheel's own: index of the slot, -1 while not scheduled. */
  slot: number
  wake(now: number): void
}

/**
 * All deadlines of all connections on one timer: heart-beats, hello, stalls, lingering. Exact to a tick; a deadline beyond
 * the horizon of 51 s wakes early, and the sleeper schedules itself again.
 */
export class TimerWheel {
  /**
   * Milliseconds, monotonic, as of the last tick. Time in which the process itself stood still is not counted: peers are not
   * to be called dead for it.
   */
  now = 0
  readonly #slots = Array.from({ length: SLOTS }, () => new Set<Sleeper>())
  readonly #timer: NodeJS.Timeout
  #current = 0
  #last = performance.now()
  #elapsed = 0

  constructor() {
    this.#timer = setInterval(() => this.#tick(), TICK)
    this.#timer.unref()
  }

  /** Wakes `sleeper` once, after at least `delay` ms; a second call moves it. */
  schedule(sleeper: Sleeper, delay: number): void {
    this.cancel(sleeper)
    const ticks = Math.min(SLOTS - 1, Math.max(1, Math.ceil(delay / TICK) + 1))
    sleeper.slot = (this.#current + ticks) % SLOTS
    this.#slots[sleeper.slot]?.add(sleeper)
  }

  cancel(sleeper: Sleeper): void {
    if (sleeper.slot === -1) return
    this.#slots[sleeper.slot]?.delete(sleeper)
    sleeper.slot = -1
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tick(): void {
    const time = performance.now()
    this.#elapsed += Math.min(time - this.#last, 4 * TICK)
    this.#last = time
    for (; this.#elapsed >= TICK; this.#elapsed -= TICK) {
      this.now += TICK
      this.#current = (this.#current + 1) % SLOTS
      const slot = this.#slots[this.#current]
      if (slot === undefined || slot.size === 0) continue
      this.#slots[this.#current] = new Set()
      for (const sleeper of slot) {
        sleeper.slot = -1
        sleeper.wake(this.now)
      }
    }
  }
}
