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
import type { Line } from '../support/compare.ts'
import { type Append, compareRates } from './rates.ts'

const BURST = 50_000

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

export async function* run(): AsyncIterable<Line> {
  const folder = await mkdtemp(join(tmpdir(), 'damso-bench-'))
  const log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
  const bare = await openBare(join(folder, 'bare.db'))
  try {
    const peer = { name: 'bare group commit in a worker', append: bare.append }
    yield* compareRates((record) => log.append([record]), peer, BURST)
  } finally {
    await bare.stop()
    await log.stop()
    await rm(folder, { recursive: true })
  }
}
