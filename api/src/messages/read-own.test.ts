import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NewRecord, roomKey } from '@damso/schema/model'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fold } from '../archive/fold.ts'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import type { HistoryStore } from '../history/history-store.ts'
import { openHistory } from '../history/open.ts'
import { messageIdAt, said } from './message-log.fixture.ts'
import { Tail } from './tail.ts'
import { Timeline } from './timeline.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damso-read-own-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const onFatal = (error: Error) => {
  throw error
}

test('what was acknowledged is read at once, though the follower brings it a moment later', async () => {
  const log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
  const history = await openHistory({ url: `sqlite:${join(folder, 'history.db')}`, onFatal })
  const tail = new Tail({ log, archived: [{ partition: 0, position: 0 }] })
  const timeline = new Timeline({ tail, history })
  await tail.start()
  const room = roomKey({ site: 'shop' }, 'r1')
  for (let number = 1; number <= 50; number += 1) {
    const { position: _, ...record } = said(number)
    const [position = 0] = await log.append([record as NewRecord])
    tail.acknowledge(room, position)
    const [message] = await timeline.find(room, [messageIdAt(number)])
    expect(message?.position).toBe(position)
    const page = await timeline.page(room, { limit: 1 })
    expect(page.messages.map(({ id }) => id)).toEqual([messageIdAt(number)])
  }
  await tail.stop()
  await log.stop()
  await history.stop()
})

test('a page holds nothing newer than it says of itself, though the archive moves while it is read', async () => {
  const log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
  const history = await openHistory({ url: `sqlite:${join(folder, 'history.db')}`, onFatal })
  const tail = new Tail({ log, archived: [{ partition: 0, position: 0 }] })
  await tail.start()
  const room = roomKey({ site: 'shop' }, 'r1')
  let number = 0
  const sayAndArchive = async () => {
    number += 1
    const { position: _, ...record } = said(number)
    const [position = 0] = await log.append([record as NewRecord])
    await tail.caughtUp(room, position, 60_000)
    await history.insert(fold(tail.partition(0).unarchived(10), [], []).insert)
    tail.markArchived(0, position)
  }
  for (let count = 0; count < 5; count += 1) await sayAndArchive()
  const moving: HistoryStore = {
    ...history,
    async page(key, window) {
      await sayAndArchive()
      return history.page(key, window)
    },
  }
  const timeline = new Timeline({ tail, history: moving })
  const positions = async (window: { before?: number; after?: number }) => {
    const { messages, position } = await timeline.page(room, { limit: 3, ...window })
    return { position, messages: messages.map((message) => message.position) }
  }
  expect(await positions({})).toEqual({ position: 5, messages: [3, 4, 5] })
  expect(await positions({ after: 4 })).toEqual({ position: 6, messages: [5, 6] })
  expect(await positions({ before: 5 })).toEqual({ position: 7, messages: [2, 3, 4] })
  await tail.stop()
  await log.stop()
  await history.stop()
})

test('a follower that does not bring what was acknowledged is said, not read past', async () => {
  const log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
  const history = await openHistory({ url: `sqlite:${join(folder, 'history.db')}`, onFatal })
  const tail = new Tail({ log, archived: [{ partition: 0, position: 0 }] })
  const timeline = new Timeline({ tail, history })
  const room = roomKey({ site: 'shop' }, 'r1')
  tail.acknowledge(room, 1)
  await expect(timeline.page(room, { limit: 1 })).rejects.toMatchObject({ code: 'NOT_CAUGHT_UP' })
  await expect(timeline.find(room, [messageIdAt(1)])).rejects.toMatchObject({ code: 'NOT_CAUGHT_UP' })
  await log.stop()
  await history.stop()
})
