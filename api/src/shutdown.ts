import type { Logger } from './logger.ts'

/** What was started, to be stopped in reverse order; one that fails does not keep the others running. */
export class Shutdown {
  readonly #logger: Logger
  readonly #steps: { name: string; stop: () => unknown }[] = []

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** Registers how to stop what has just been started. */
  add(name: string, stop: () => unknown): void {
    this.#steps.push({ name, stop })
  }

  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step.stop()
      } catch (error) {
        this.#logger.error({ err: error, step: step.name }, 'stop: a step failed')
      }
    }
  }
}
