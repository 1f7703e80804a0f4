export interface Random {
  /** 0 to just under 1. */
  next(): number
  /** A whole number, 0 to just under `bound`. */
  below(bound: number): number
  pick<T>(values: readonly T[]): T
  /** Another sequence of the same seed. */
  fork(name: string): Random
}

/** Numbers that follow from a seed: mulberry32, good enough to choose by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (bound: number): number => Math.floor(next() * bound)
  return {
    next,
    below,
    pick: (values) => {
      const value = values[below(values.length)]
      if (value === undefined) throw new RangeError('nothing to pick from')
      return value
    },
    fork: (name) =>
      createRandom([...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), seed)),
  }
}

/** `SEED` of the environment, else a new one; print it. */
export const seedOf = (environment: Readonly<Record<string, string | undefined>> = process.env): number =>
  Number(environment.SEED ?? Math.floor(Math.random() * 2 ** 31))
