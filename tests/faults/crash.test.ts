import { expect, test } from 'vitest'
import { printJson } from '../support/print.ts'
import { seedOf } from '../support/random.ts'
import { runCrashTest } from './crash/crash-run.ts'

const seed = seedOf()
const rounds = Number(process.env.ROUNDS ?? 50)

/** Restarts by SIGTERM, as a deploy does them. */
const stops = 10

test.each([
  ['kill', rounds],
  ['stop', stops],
] as const)(
  `the promise is kept over a %s, %i times (SEED=${seed})`,
  async (end, rounds) => {
    const { report, violations } = await runCrashTest({ seed, rounds, end })
    printJson(report)
    expect(violations.slice(0, 5)).toEqual([])
    expect(report.faults).toBe(rounds)
  },
  600_000,
)
