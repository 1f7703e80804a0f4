import { expect, test } from 'vitest'
import { printJson } from '../support/print.ts'
import { seedOf } from '../support/random.ts'
import { runCrashTest } from './crash/crash-run.ts'

const seed = seedOf()
const rounds = Number(process.env.ROUNDS ?? 50)

test(`${rounds} crashes keep the promise (SEED=${seed})`, async () => {
  const { report, violations } = await runCrashTest({ seed, rounds })
  printJson(report)
  expect(violations.slice(0, 5)).toEqual([])
  expect(report.faults).toBe(rounds)
}, 600_000)
