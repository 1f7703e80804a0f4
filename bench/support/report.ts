/** One measurement of ours against a peer's, made in the same run. */
export interface Measurement {
  bench: string
  case: string
  ours: number
  /** What it is compared with. */
  peer: string
  theirs: number
  unit: string
  /** The bound that `ours / theirs` is held to: at least, for speeds, or at most, for costs. */
  budget: { atLeast: number } | { atMost: number }
}

export interface Report extends Omit<Measurement, 'budget'> {
  ratio: number
  /** `>= 6` or `<= 0.25`. */
  budget: string
  ok: boolean
}

/** Judges by the ratio alone: absolute figures belong to a machine. */
export function judge({ budget, ...measurement }: Measurement): Report {
  const ratio = measurement.ours / measurement.theirs
  const ok = 'atLeast' in budget ? ratio >= budget.atLeast : ratio <= budget.atMost
  return {
    ...measurement,
    ours: round(measurement.ours),
    theirs: round(measurement.theirs),
    ratio: round(ratio),
    budget: 'atLeast' in budget ? `>= ${budget.atLeast}` : `<= ${budget.atMost}`,
    ok,
  }
}

/** Says something to whoever runs the bench. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Three significant digits. */
function round(value: number): number {
  return Number(value.toPrecision(3))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
