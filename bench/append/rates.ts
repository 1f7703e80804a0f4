import type { NewRecord } from '@damso/schema/model'
import { compare, type Line } from '../support/compare.ts'
import { median, quantile } from '../support/quantile.ts'
import { recordNumbered } from './records.ts'

const PER_SECOND = 500
const ROUNDS = 7
const ROUND_SECONDS = 3
const BURST_ROUNDS = 3
const BUDGET = 1.5

export type Append = (record: NewRecord) => Promise<unknown>

/** Milliseconds of each append, called on time whether or not earlier ones were answered. */
async function atSteadyRate(append: Append): Promise<number[]> {
  const times: number[] = []
  const calls: Promise<void>[] = []
  const total = PER_SECOND * ROUND_SECONDS
  const start = performance.now()
  const call = async () => {
    const called = performance.now()
    await append(recordNumbered(calls.length))
    times.push(performance.now() - called)
  }
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(total, ((performance.now() - start) / 1_000) * PER_SECOND)
      while (calls.length < due) calls.push(call())
      if (calls.length < total) return
      clearInterval(timer)
      resolve()
    }, 1)
  })
  await Promise.all(calls)
  return times
}

/** Appends a second when all are asked for at once. */
async function burstOf(count: number, append: Append): Promise<number> {
  const records = Array.from({ length: count }, (_, number) => recordNumbered(number))
  const start = performance.now()
  await Promise.all(records.map(append))
  return count / ((performance.now() - start) / 1_000)
}

/** What each of two measured, over and over, the first time to warm up. */
async function inRounds<T>(
  rounds: number,
  measure: readonly [() => Promise<T>, () => Promise<T>],
): Promise<[T[], T[]]> {
  const measured: [T[], T[]] = [[], []]
  for (let round = 0; round <= rounds; round++)
    // Turn about, so that neither always comes after the other.
    for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const result = await measure[side]()
      if (round > 0) measured[side].push(result)
    }
  return measured
}

/**
 * Ours against the peer's: how long an append takes at a steady rate, and how many there are in a second of a burst.
 * @param burst appends that are asked for at once
 */
export async function* compareRates(
  append: Append,
  peer: { name: string; append: Append },
  burst: number,
): AsyncIterable<Line> {
  const steady = await inRounds(ROUNDS, [() => atSteadyRate(append), () => atSteadyRate(peer.append)])
  const latency = (part: number, budget: { atMost: number } | null) => {
    const [ours = Number.NaN, theirs = Number.NaN] = steady.map((rounds) =>
      median(rounds.map((times) => quantile(times, part))),
    )
    const name = `p${part * 100} at ${PER_SECOND}/s`
    return compare({ bench: 'append', case: name, ours, peer: peer.name, theirs, unit: 'ms', budget })
  }
  yield latency(0.99, { atMost: BUDGET })
  yield latency(0.5, null)

  const bursts = await inRounds(BURST_ROUNDS, [() => burstOf(burst, append), () => burstOf(burst, peer.append)])
  yield compare({
    ...{ bench: 'append', case: `burst of ${burst}`, unit: 'appends/s', budget: null },
    ...{ ours: median(bursts[0]), peer: peer.name, theirs: median(bursts[1]) },
  })
}
