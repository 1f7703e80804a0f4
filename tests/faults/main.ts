import { parseArgs } from 'node:util'
import { printJson } from '../support/print.ts'
import { runFaults } from './fault-run.ts'
import { faultsOf } from './faults/index.ts'

const usage = `Usage: npm run faults -- [--mode embedded|cluster] [--seed N] [--rounds N] [--rooms N] [--fault NAME,…]

Members talk, read, join and leave while things break and are mended; then one checker looks at everything that anyone saw.
A cluster is three nodes on a MySQL, a MongoDB and a Kafka of the run's own.

  --mode    embedded, or cluster (embedded)
  --seed    draws the same faults again (a new one)
  --rounds  faults to pass (20)
  --rooms   6 to 50 (50)
  --fault   which ones, with commas between (all that the mode can have)

  embedded: ${faultsOf('embedded').join(' ')}
  cluster:  ${faultsOf('cluster').join(' ')}

The last line is JSON: {mode, seed, rounds, faults, stored, delivered, violations, longestRecoveryMs, ok}. The history is left in
test-results/. The exit status is 1 where a promise broke.`

const SEEDS = 2 ** 31

class UsageError extends Error {}

const tell = (line: string): void => void process.stderr.write(`${line}\n`)

try {
  const { values } = parseArgs({
    options: {
      ...{ mode: { type: 'string', default: 'embedded' }, seed: { type: 'string' } },
      ...{ rounds: { type: 'string', default: '20' }, rooms: { type: 'string', default: '50' } },
      ...{ fault: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
    },
  })
  if (values.help) process.stdout.write(`${usage}\n`)
  else await run(values)
} catch (error) {
  const wrong = error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')
  tell(`${wrong ? `${(error as Error).message}\n\n${usage}` : ((error as Error).stack ?? error)}\n`)
  process.exitCode = wrong ? 2 : 1
}

async function run({
  mode,
  fault,
  ...values
}: {
  mode: string
  seed?: string
  rounds: string
  rooms: string
  fault?: string
}) {
  if (mode !== 'embedded' && mode !== 'cluster')
    throw new UsageError(`--mode is "${mode}": it must be embedded or cluster`)
  const known = faultsOf(mode)
  const faults = fault?.split(',') ?? known
  const unknown = faults.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new UsageError(`--fault names "${unknown}", which ${mode} mode does not have`)
  const seed = numberOf('seed', values.seed ?? String(Math.floor(Math.random() * SEEDS)), { least: 0, most: SEEDS - 1 })
  const rounds = numberOf('rounds', values.rounds, { least: 1, most: 10_000 })
  const rooms = numberOf('rooms', values.rooms, { least: 6, most: 50 })
  tell(`seed ${seed}`)
  const { report, violations } = await runFaults({ mode, seed, rounds, rooms, faults, keep: true, tell })
  for (const { rule, what } of violations.slice(0, 10)) tell(`${rule}: ${what}`)
  printJson(report)
  process.exitCode = report.ok ? 0 : 1
}

function numberOf(name: string, text: string, { least, most }: { least: number; most: number }): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw new UsageError(`--${name} is "${text}": it must be a whole number, ${least} to ${most}`)
  return number
}
