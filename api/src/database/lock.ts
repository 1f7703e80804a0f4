/** Lets one holder in at a time, in the order of asking. */
export interface Lock {
  /** Resolves with the function that lets the next one in. */
  take(): Promise<() => void>
}

export function createLock(): Lock {
  let last: Promise<void> = Promise.resolve()

  return {
    async take() {
      const before = last
      let release = (): void => undefined
      last = new Promise((resolve) => {
        release = resolve
      })
      await before
      return release
    },
  }
}
