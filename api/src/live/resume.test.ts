import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NewRecord, roomKey } from '@damso/schema/model'
import { expect, test } from 'vitest'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import { said } from '../messages/message-log.fixture.ts'
import { Tail } from '../messages/tail.ts'
import { resume } from './resume.ts'

const onFatal = (error: Error) => {
  throw error
}

test('a room that speaks, is archived and forgotten while SQL is asked whether it was quiet is not recovered', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'damso-resume-'))
  const log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
  const tail = new Tail({ log, archived: [{ partition: 0, position: 0 }], budget: 0 })
  await tail.start()
  const room = roomKey({ site: 'shop' }, 'r1')
  const sayAndForget = async (number: number, id: string) => {
    const { position: _, ...record } = said(number, number, { room: id })
    const [position = 0] = await log.append([record as NewRecord])
    await tail.caughtUp(room, position, 60_000)
    tail.markArchived(0, position)
  }
  await sayAndForget(1, 'r1')
  await sayAndForget(2, 'r2')
  const asked = (meanwhile: () => Promise<void>) =>
    resume({ log, tail, lastChangePosition: async () => meanwhile().then(() => 1) }, room, 1)
  expect(await asked(async () => {})).toEqual({ recovered: true, from: 1 })
  expect(await asked(() => sayAndForget(3, 'r1'))).toEqual({ recovered: false, from: 3 })
  await tail.stop()
  await log.stop()
  await rm(folder, { recursive: true })
})

test('while the tail has lost its place nobody is told that nothing is missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'damso-resume-'))
  const log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
  let lose: ((error: Error) => void) | undefined
  const losing: typeof log = {
    ...log,
    follow(from, on, onLost) {
      lose = onLost
      return log.follow(from, on, onLost)
    },
  }
  const archived = [{ partition: 0, position: 0 }]
  const tail = new Tail({ log: losing, archived, archivedNow: () => new Promise(() => {}) })
  await tail.start()
  const room = roomKey({ site: 'shop' }, 'r1')
  const resumed = () => resume({ log, tail, lastChangePosition: async () => 0 }, room, 0)
  expect(await resumed()).toEqual({ recovered: true, from: 0 })
  lose?.(new Error('the log was cut'))
  expect(await resumed()).toEqual({ recovered: false, from: 0 })
  await tail.stop()
  await log.stop()
  await rm(folder, { recursive: true })
})
