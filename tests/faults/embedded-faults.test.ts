import { expect, test } from 'vitest'
import { printJson } from '../support/print.ts'
import { seedOf } from '../support/random.ts'
import { runFaults } from './fault-run.ts'

const seed = seedOf()
const rounds = Number(process.env.ROUNDS ?? 50)

/** `stop` is a SIGTERM, as a deploy sends it. */
test.each([
  ['kill', ['kill'], rounds],
  ['stop', ['stop'], 10],
  [
    'fault of the archive, the clock or a line',
    ['archiver', 'clock', 'cut', 'one-way', 'slow', 'flap', 'same-nonce'],
    7,
  ],
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
