import { Refusal } from '@damso/schema/model'

/** Holders that may wait; with a millisecond each, the last one would be answered after ten seconds. */
const WAITING = 10_000

/** Lets one holder in at a time, in the order of asking. */
export interface Lock {
  /**
   * Resolves with the function that lets the next one in.
   * @throws {TooManyWaiting}
   */
  take(): Promise<() => void>
}

export class TooManyWaiting extends Refusal {
  constructor(message: string) {
    super({ code: 'BUSY', message: `The server is busy (${message}): try again in a moment`, retryAfter: 1 })
  }
}

export function createLock(): Lock {
  let last: Promise<void> = Promise.resolve()
  let waiting = 0

  return {
    async take() {
      if (waiting >= WAITING) throw new TooManyWaiting(`${waiting} wait already`)
      const before = last
      let release = (): void => undefined
      last = new Promise((resolve) => {
        release = resolve
      })
      waiting++
      await before
      waiting--
      return release
    },
  }
}
