import { expect, test } from 'vitest'
import { printJson } from '../support/print.ts'
import { seedOf } from '../support/random.ts'
import { runFaults } from './fault-run.ts'

const seed = seedOf()
/** Enough that a bug whose window is a quarter of a second is hit many times, on a slow machine too. */
const rounds = 8

/** What a server that breaks the promise is found out by: a fault run is able to fail. */
test.each([
  ['receipt-before-commit', 'lost'],
  ['progress-before-write', 'lost'],
])(`a fault run finds %s (SEED=${seed})`, async (plantedBug, rule) => {
  const { report, violations } = await runFaults({ mode: 'embedded', seed, rounds, faults: ['kill'], plantedBug })
  printJson({ plantedBug, ...report })
  expect(violations.map((violation) => violation.rule)).toContain(rule)
})
