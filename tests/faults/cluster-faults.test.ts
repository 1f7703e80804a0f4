import { expect, test } from 'vitest'
import { printJson } from '../support/print.ts'
import { seedOf } from '../support/random.ts'
import { runFaults } from './fault-run.ts'

const seed = seedOf()
/** Of some twenty kinds, drawn anew each time: `npm run faults -- --mode cluster` takes as many as it is asked for. */
const rounds = 6

test(`the promise is kept over ${rounds} faults of a cluster (SEED=${seed})`, async () => {
  const { report, violations } = await runFaults({ mode: 'cluster', seed, rounds, rooms: 20 })
  printJson(report)
  expect(violations.slice(0, 5)).toEqual([])
  expect(Object.keys(report.faults)).toHaveLength(rounds)
}, 900_000)
