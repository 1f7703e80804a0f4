import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NewRecord, roomKey } from '@damso/schema/model'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEventLog } from '../event-log/open.ts'
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
  const log = await openEventLog({ url: `sqlite:${join(folder, 'log.db')}`, onFatal })
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
