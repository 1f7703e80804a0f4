const FIRST = 500
const LONGEST = 30_000

/**
 * Milliseconds before the next attempt: doubles up to half a minute, and is spread over its upper half so that the
 * clients of a server that went down do not come back in one wave.
 *
 * @param attempt 0 for the first
 */
export function backoff(attempt: number): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 10))
  return ceiling / 2 + (Math.random() * ceiling) / 2
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
