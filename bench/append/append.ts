/**
 * Time from `append` to acknowledged at a steady 500 messages a second, against bare group-commit inserts in a worker.
 * @module
 */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { openSqliteEventLog } from '@damso/api/internal/event-log'
import type { NewRecord } from '@damso/schema/model'
import { compare, type Line } from '../support/compare.ts'
import { quantile } from '../support/quantile.ts'

const PER_SECOND = 500
const ROUNDS = 7
const ROUND_SECONDS = 3
const BURST = 50_000
const BUDGET = 1.5
const peer = 'bare group commit in a worker'

type Append = (record: NewRecord) => Promise<unknown>

const recordNumbered = (number: number): NewRecord => ({
  ...{ version: 1, kind: 'message', site: 'shop', room: '0192a1b0-0000-7000-8000-000000000001', counts: true },
  ...{ eventId: `message-${String(number).padStart(14, '0')}`, at: 1_790_000_000_000 + number },
  actor: { id: 'mina', name: '미나', picture: null },
  body: { nonce: `nonce-${number}`, text: 'Is the blue one still in stock? '.repeat(6), replyTo: null, mentions: [] },
})

const onFatal = (error: Error) => {
  throw error
}

async function openBare(file: string): Promise<{ append: Append; stop(): Promise<unknown> }> {
  const worker = new Worker(new URL('./bare-thread.js', import.meta.url), { workerData: file })
  await once(worker, 'online')
  const waiting: ((id: number) => void)[] = []
  worker.on('message', (ids: number[]) => {
    for (const id of ids) waiting.shift()?.(id)
  })
  return {
    append: (record) =>
      new Promise((resolve) => {
        waiting.push(resolve)
        worker.postMessage(JSON.stringify(record))
      }),
    stop: () => worker.terminate(),
  }
}

/** Milliseconds of each append, called on time whether or not earlier ones were answered. */
async function atSteadyRate(append: Append): Promise<number[]> {
  const times: number[] = []
  const calls: Promise<void>[] = []
  const total = PER_SECOND * ROUND_SECONDS
  const start = performance.now()
  const call = async () => {
    const called = performance.now()
    await append(recordNumbered(calls.length))
    times.push(performance.now() - called)
  }
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(total, ((performance.now() - start) / 1_000) * PER_SECOND)
      while (calls.length < due) calls.push(call())
      if (calls.length < total) return
      clearInterval(timer)
      resolve()
    }, 1)
  })
  await Promise.all(calls)
  return times
}

/** Appends a second when all are asked for at once. */
async function burst(append: Append): Promise<number> {
  const records = Array.from({ length: BURST }, (_, number) => recordNumbered(number))
  const start = performance.now()
  await Promise.all(records.map(append))
  return BURST / ((performance.now() - start) / 1_000)
}

export async function run(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'damso-bench-'))
  const log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
  const bare = await openBare(join(folder, 'bare.db'))
  const append: Append = (record) => log.append([record])
  try {
    const [ours, theirs]: [number[][], number[][]] = [[], []]
    await atSteadyRate(append)
    await atSteadyRate(bare.append)
    for (let round = 0; round < ROUNDS; round++) {
      // Turn about, so that neither always comes after the other.
      if (round % 2 === 0) ours.push(await atSteadyRate(append))
      theirs.push(await atSteadyRate(bare.append))
      if (round % 2 === 1) ours.push(await atSteadyRate(append))
    }
    const latency = (part: number, budget: { atMost: number } | null) => {
      const middle = (rounds: number[][]) =>
        quantile(
          rounds.map((times) => quantile(times, part)),
          0.5,
        )
      return compare({
        ...{ bench: 'append', case: `p${part * 100} at ${PER_SECOND}/s`, unit: 'ms', budget },
        ...{ ours: middle(ours), peer, theirs: middle(theirs) },
      })
    }
    return [
      latency(0.99, { atMost: BUDGET }),
      latency(0.5, null),
      compare({
        ...{ bench: 'append', case: `burst of ${BURST}`, unit: 'appends/s', budget: null },
        ...{ ours: await burst(append), peer, theirs: await burst(bare.append) },
      }),
    ]
  } finally {
    await bare.stop()
    await log.stop()
    await rm(folder, { recursive: true })
  }
}
