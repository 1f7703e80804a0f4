export interface Comparison {
  bench: string
  case: string
  ours: number
  /** Null: there is none, and the budget is ours alone. */
  peer: string | null
  theirs: number | null
  unit: string
  /** Bound of the ratio ours to theirs, or of ours alone; null: shown, not judged. */
  budget: { atMost: number } | { atLeast: number } | { oursAtMost: number } | null
}

/** One line of a bench's output (design §13). */
export interface Line extends Omit<Comparison, 'budget'> {
  ratio: number | null
  budget: string | null
  ok: boolean
}

const rounded = (value: number) => Number(value.toPrecision(4))

export function compare({ budget, ...comparison }: Comparison): Line {
  const { ours, theirs } = comparison
  const ratio = theirs === null ? null : ours / theirs
  const line = {
    ...comparison,
    ours: rounded(ours),
    theirs: theirs === null ? null : rounded(theirs),
    ratio: ratio === null ? null : rounded(ratio),
  }
  if (budget === null) return { ...line, budget: null, ok: true }
  if ('oursAtMost' in budget) return { ...line, budget: `ours ≤ ${budget.oursAtMost}`, ok: ours <= budget.oursAtMost }
  // Without a ratio there is nothing that could be good.
  return 'atMost' in budget
    ? { ...line, budget: `≤ ${budget.atMost}`, ok: (ratio ?? Number.NaN) <= budget.atMost }
    : { ...line, budget: `≥ ${budget.atLeast}`, ok: (ratio ?? Number.NaN) >= budget.atLeast }
}
