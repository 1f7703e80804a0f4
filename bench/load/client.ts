import type { Dialect, Step } from './dialect.ts'
import { WebSocketClient } from './web-socket-client.ts'

export interface ClientOptions {
  port: number
  dialect: Dialect
  steps: readonly Step[]
  localAddress?: string
  /** Gets every message after the last step. */
  heard(bytes: Buffer, start: number, end: number): void
  /** The connection went away, which no bench expects. */
  lost(why: string): void
}

/** Goes through the steps of its dialect, then listens. */
export class Client extends WebSocketClient {
  readonly ready: Promise<void>
  readonly #options: ClientOptions
  #step = 0
  #over = false
  #resolve: () => void = () => undefined
  #reject: (error: Error) => void = () => undefined

  constructor(options: ClientOptions) {
    super({
      port: options.port,
      path: options.dialect.path,
      ...(options.dialect.subProtocol !== undefined && { subProtocol: options.dialect.subProtocol }),
      ...(options.localAddress !== undefined && { localAddress: options.localAddress }),
    })
    this.#options = options
    this.ready = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  leave(): void {
    this.#over = true
    this.destroy()
  }

  protected override onOpen(): void {
    this.#sayNext()
  }

  protected override onMessage(bytes: Buffer, start: number, end: number): void {
    const { dialect, steps, heard } = this.#options
    if (dialect.ping?.heard(bytes, start, end)) this.say(dialect.ping.answer)
    const step = steps[this.#step]
    if (step === undefined) heard(bytes, start, end)
    else if (bytes.subarray(start, end).includes(step.awaits)) {
      this.#step += 1
      this.#sayNext()
    }
  }

  protected override onClosed(why: string): void {
    if (this.#over) return
    this.#over = true
    this.#reject(new Error(why))
    this.#options.lost(why)
  }

  #sayNext(): void {
    const step = this.#options.steps[this.#step]
    if (step === undefined) this.#resolve()
    else if (step.say !== undefined) this.say(step.say)
  }
}
