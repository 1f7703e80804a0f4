import type { Server } from '../../support/server.ts'
import type { Recorder } from '../history.ts'

/** The server's power supply: whoever lost their connection waits here until it is back. */
export class Power {
  /** From a `kill -9` to the first act that was acknowledged after it, the longest one. */
  longestRecoveryMs = 0
  faults = 0
  readonly #server: Server
  readonly #recorder: Recorder
  #up: Promise<void> = Promise.resolve()
  #killedAt: number | undefined
  #recovered: (() => void) | undefined

  constructor(server: Server, recorder: Recorder) {
    this.#server = server
    this.#recorder = recorder
  }

  /** Resolves while the server runs. */
  up(): Promise<void> {
    return this.#up
  }

  /**
   * `kill` is `kill -9`, `stop` a SIGTERM; and at once the same server on the same data and ports. Resolves with the first act
   * acknowledged after it.
   * @throws {Error} where the server ends by itself
   */
  async cut(how: 'kill' | 'stop'): Promise<void> {
    const recovered = new Promise<void>((resolve) => {
      this.#recovered = resolve
    })
    this.#up = this.#restart(how)
    await this.#up
    await Promise.race([recovered, this.#server.endsByItself()])
  }

  /** There will be no more: whoever waits is told why. */
  fail(error: unknown): void {
    this.#up = Promise.reject(error)
    this.#up.catch(() => {})
  }

  /** An act was acknowledged. */
  stored(): void {
    if (this.#killedAt === undefined) return
    this.longestRecoveryMs = Math.max(this.longestRecoveryMs, Math.round(performance.now() - this.#killedAt))
    this.#killedAt = undefined
    this.#recovered?.()
  }

  async #restart(how: 'kill' | 'stop'): Promise<void> {
    const killedAt = performance.now()
    await this.#server[how]()
    this.faults += 1
    this.#recorder.record({ type: 'killed' })
    await this.#server.start()
    this.#recorder.record({ type: 'ready' })
    // From here on: an answer that was under way when the process died is no recovery.
    this.#killedAt = killedAt
  }
}
