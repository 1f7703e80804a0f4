import { expect, test } from 'vitest'
import { printJson } from '../support/print.ts'
import { seedOf } from '../support/random.ts'
import { runFaults } from './fault-run.ts'
import { faultsOf } from './faults/index.ts'

const seed = seedOf()
const rounds = Number(process.env.ROUNDS ?? 50)

const others = faultsOf('embedded').filter((fault) => fault !== 'kill')
/** Half of the kinds, drawn anew each time. */
const few = 6

test.concurrent.each([
  ['kill', ['kill'], rounds],
  ['fault of any other kind', others, few],
])(
  `the promise is kept over a %s (SEED=${seed})`,
  async (_, faults, rounds) => {
    const { report, violations } = await runFaults({ mode: 'embedded', seed, rounds, faults })
    printJson(report)
    expect(violations.slice(0, 5)).toEqual([])
    expect(Object.values(report.faults).reduce((sum, count) => sum + count, 0)).toBe(rounds)
  },
  600_000,
)
