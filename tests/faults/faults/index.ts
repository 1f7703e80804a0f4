import type { Random } from '../../support/random.ts'
import type { Mode } from '../../support/stores.ts'
import type { Fault } from './fault.ts'
import { linkFaults } from './link-faults.ts'
import { nodeFaults } from './node-faults.ts'
import { sendFaults } from './send-faults.ts'
import { serviceFaults } from './service-faults.ts'

/** Every fault by its name. */
export const faults: Readonly<Record<string, Fault>> = { ...nodeFaults, ...serviceFaults, ...linkFaults, ...sendFaults }

/** Names of those that a mode can have. */
export const faultsOf = (mode: Mode): string[] =>
  Object.keys(faults).filter((name) => (faults[name]?.mode ?? mode) === mode)

/** Each of them once in any order, then again. */
export function* drawn(names: readonly string[], random: Random): Generator<string, never> {
  for (;;) {
    const left = [...names]
    while (left.length > 0) yield left.splice(random.below(left.length), 1)[0] as string
  }
}
