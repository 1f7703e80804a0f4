import { changes } from './checks/changes.ts'
import { gaps } from './checks/gaps.ts'
import { lost } from './checks/lost.ts'
import { memory } from './checks/memory.ts'
import { once } from './checks/once.ts'
import { order } from './checks/order.ts'
import { recovery } from './checks/recovery.ts'
import { removed } from './checks/removed.ts'
import { seq } from './checks/seq.ts'
import { unread } from './checks/unread.ts'
import type { Entry, Violation } from './history.ts'
import { indexRun } from './run.ts'

/** The promise of design §1, a rule each. */
const checks = [lost, once, order, gaps, changes, seq, unread, removed, recovery, memory]

/** Everything in a history that the promise forbids: empty is good. Pure. */
export function check(entries: readonly Entry[]): Violation[] {
  const run = indexRun(entries)
  return checks.flatMap((rule) => [...rule(run)])
}
