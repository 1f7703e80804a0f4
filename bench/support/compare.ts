export interface Comparison {
  bench: string
  case: string
  ours: number
  peer: string
  theirs: number
  unit: string
  /** Bound of the ratio ours to theirs; null: shown, not judged. */
  budget: { atMost: number } | { atLeast: number } | null
}

/** One line of a bench's output (design §13). */
export interface Line extends Omit<Comparison, 'budget'> {
  ratio: number
  budget: string | null
  ok: boolean
}

const rounded = (value: number) => Number(value.toPrecision(4))

export function compare({ budget, ...comparison }: Comparison): Line {
  const { ours, theirs } = comparison
  const ratio = ours / theirs
  const line = { ...comparison, ours: rounded(ours), theirs: rounded(theirs), ratio: rounded(ratio) }
  if (budget === null) return { ...line, budget: null, ok: true }
  return 'atMost' in budget
    ? { ...line, budget: `≤ ${budget.atMost}`, ok: ratio <= budget.atMost }
    : { ...line, budget: `≥ ${budget.atLeast}`, ok: ratio >= budget.atLeast }
}
