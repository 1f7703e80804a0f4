/** Names a random run: printed in the test's title, and taken from `SEED` to repeat it. */
export const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)

/** Mulberry32: whole numbers of 32 bits, the same for a seed everywhere. */
export function generator(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}
