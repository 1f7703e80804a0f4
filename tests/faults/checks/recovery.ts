import type { Violation } from '../history.ts'
import type { Run } from '../run.ts'

/** Back to normal in time: every node takes sends again after a fault was mended. */
export function* recovery({ entries }: Run): Generator<Violation> {
  for (const entry of entries) {
    if (entry.type !== 'recovered' || entry.milliseconds <= entry.limit) continue
    yield { rule: 'recovery', what: `${entry.milliseconds} ms after ${entry.fault} was mended`, evidence: [entry] }
  }
}
