import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewRecord } from '@damso/schema/model'
import { expect, test } from 'vitest'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import { said } from '../messages/message-log.fixture.ts'
import { keptMilliseconds, trimLog } from './trim-log.ts'

const onFatal = (error: Error) => {
  throw error
}

test('old archived records go, young ones, the newest and what is not archived stay', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'damso-trim-'))
  const log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
  const now = 10 * keptMilliseconds
  const aged = (number: number, at: number): NewRecord => {
    const { position: _, ...record } = said(number)
    return { ...record, at }
  }
  await log.append(Array.from({ length: 100 }, (_, at) => aged(at + 1, at < 60 ? 0 : now)))
  const first = async (): Promise<number> => {
    for (let position = 1; ; position += 1) if (await log.read({ partition: 0, position })) return position
  }

  await trimLog({ log, partition: 0, archived: 30, keep: 10, now })
  expect(await first()).toBe(20)
  await trimLog({ log, partition: 0, archived: 95, keep: 10, now })
  expect(await first()).toBe(60)
  await trimLog({ log, partition: 0, archived: 100, keep: 10, now: now + 2 * keptMilliseconds })
  expect(await first()).toBe(90)

  await log.stop()
  await rm(folder, { recursive: true })
})
