import { expect, test } from 'vitest'
import { printJson } from '../support/print.ts'
import { seedOf } from '../support/random.ts'
import { runCrashTest } from './crash/crash-run.ts'

const seed = seedOf()
/** Enough that a bug whose window is a quarter of a second is hit many times, on a slow machine too. */
const rounds = 8

/** What a server that breaks the promise is found out by: the crash test is able to fail. */
test.each([
  ['receipt-before-commit', 'lost'],
  ['progress-before-write', 'lost'],
])(`the crash test finds %s (SEED=${seed})`, async (plantedBug, rule) => {
  const { report, violations } = await runCrashTest({ seed, rounds, plantedBug })
  printJson({ plantedBug, ...report })
  expect(violations.map((violation) => violation.rule)).toContain(rule)
})
