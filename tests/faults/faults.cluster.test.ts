import { expect, test } from 'vitest'
import { printJson } from '../support/print.ts'
import { seedOf } from '../support/random.ts'
import { runFaults } from './fault-run.ts'
import { faultsOf } from './faults/index.ts'

const seed = seedOf()
const faults = faultsOf('cluster')

test(`the promise is kept over each fault of a cluster (SEED=${seed})`, async () => {
  const { report, violations } = await runFaults({ mode: 'cluster', seed, rounds: faults.length, faults })
  printJson(report)
  expect(violations.slice(0, 5)).toEqual([])
  expect(Object.keys(report.faults).sort()).toEqual([...faults].sort())
}, 900_000)
