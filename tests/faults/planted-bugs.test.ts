import { expect, test } from 'vitest'
import { printJson } from '../support/print.ts'
import { seedOf } from '../support/random.ts'
import { runFaults } from './fault-run.ts'

const seed = seedOf()
/** What a server that breaks the promise is found out by: a fault run is able to fail. Each has a server of its own. */
test.concurrent.each([
  // Their window is a quarter of a second: six rounds hit it many times, on a slow machine too.
  ['receipt-before-commit', 'kill', 6, 'lost'],
  ['progress-before-write', 'kill', 6, 'lost'],
  ['ordered-write', 'kill', 4, 'lost'],
  // Every start meets it.
  ['hole-skipped', 'kill', 2, 'lost'],
  ['event-ignored', 'slow', 4, 'removed'],
])(`a fault run finds %s (SEED=${seed})`, async (plantedBug, fault, rounds, rule) => {
  const { report, violations } = await runFaults({ mode: 'embedded', seed, rounds, faults: [fault], plantedBug })
  printJson({ plantedBug, ...report })
  expect(violations.map((violation) => violation.rule)).toContain(rule)
})
