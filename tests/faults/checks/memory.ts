import type { Violation } from '../history.ts'
import type { Run } from '../run.ts'

/** A node at work here holds some 250 MiB; what grows with every fault passes this before the run ends. */
const BOUND_BYTES = 512 * 1024 * 1024

/** What is kept for those who are away is bounded: no fault makes a node grow. */
export function* memory({ entries }: Run): Generator<Violation> {
  for (const entry of entries) {
    if (entry.type !== 'memory' || entry.bytes <= BOUND_BYTES) continue
    yield {
      rule: 'memory',
      what: `${entry.node} holds ${Math.round(entry.bytes / 1024 / 1024)} MiB`,
      evidence: [entry],
    }
  }
}
