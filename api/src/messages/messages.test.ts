import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NewRecord, roomKey } from '@damso/schema/model'
import type { MemberViewer } from '@damso/schema/services'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RoomSettings, Standing } from '../access/may.ts'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { openHistory } from '../history/open.ts'
import { member, said } from './message-log.fixture.ts'
import { createMessages } from './messages.ts'
import { Rates } from './rates.ts'
import { Tail } from './tail.ts'
import { Timeline } from './timeline.ts'

const onFatal = (error: Error) => {
  throw error
}
const room = roomKey({ site: 'shop' }, 'r1')
const viewer: MemberViewer = { kind: 'member', site: 'shop', member: member('a'), role: 'member', expiresAt: 0 }
const settings: RoomSettings = {
  site: 'shop',
  id: 'r1',
  key: null,
  kind: 'group',
  title: 'Room',
  picture: null,
  joinPolicy: 'invite',
  postPolicy: 'members',
  slowModeSeconds: 0,
  frozen: false,
}
const membership: Standing = {
  site: 'shop',
  room: 'r1',
  member: 'a',
  role: 'member',
  state: 'active',
  version: 1,
  mutedUntil: null,
}

let folder: string
let log: EventLog
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damso-messages-'))
  log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
})
afterEach(async () => {
  await log.stop()
  await rm(folder, { recursive: true, force: true })
})

async function open(tail: Tail) {
  const history = await openHistory({ url: `sqlite:${join(folder, 'history.db')}`, onFatal })
  const messages = createMessages({
    ...{ log, tail, timeline: new Timeline({ tail, history }), rates: new Rates({ tail }), now: Date.now },
    access: { check: async () => ({ room: settings, membership }) },
    members: async () => [],
  })
  return { messages, history }
}

const newRecord = (number: number): NewRecord => {
  const { position: _position, ...record } = said(number)
  return record as NewRecord
}

test('the same nonce is one record, also while the follower has yet to bring the first', async () => {
  const tail = new Tail({ log, archived: [{ partition: 0, position: 0 }] })
  const { messages, history } = await open(tail)
  const say = async () => messages.commit(await messages.prepare.send(viewer, 'r1', { nonce: 'nonce-12', text: 'hi' }))
  const first = await say()
  expect((await say()).position).toBe(first.position)
  expect(await log.end()).toEqual([{ partition: 0, position: first.position }])
  await history.stop()
})

test('an edit that is sent again answers with its own place', async () => {
  const tail = new Tail({ log, archived: [{ partition: 0, position: 0 }] })
  await tail.start()
  const { messages, history } = await open(tail)
  const { id } = await messages.send(viewer, 'r1', { nonce: 'nonce-12', text: 'hi' })
  const edit = async (retry: boolean) =>
    messages.commit(await messages.prepare.edit(viewer, 'r1', id, { nonce: 'nonce-34', text: 'ho', retry }))
  const { position } = await edit(false)
  expect(position).toBe(2)
  expect(await edit(true)).toMatchObject({ position, message: { id, text: 'ho' } })
  await tail.stop()
  await history.stop()
})

test('a repeat of what a starting node read back by its id alone is no news', async () => {
  await log.append(Array.from({ length: 1_500 }, (_, at) => newRecord(at + 1)))
  const tail = new Tail({ log, archived: [{ partition: 0, position: 1_500 }] })
  const heard: number[] = []
  tail.listen((fresh) => heard.push(...fresh.map(({ position }) => position)))
  await tail.start()
  expect(tail.partition(0).floor).toBe(1_500 - 1_024)
  expect(tail.of(room).positionOf(newRecord(1).eventId)).toBe(1)
  await log.append([newRecord(1), newRecord(1_501)])
  await expect.poll(() => heard).toEqual([1_502])
  await tail.stop()
})

test('a starting node fits its budget, whatever it warms up with', async () => {
  await log.append(Array.from({ length: 300 }, (_, at) => newRecord(at + 1)))
  const tail = new Tail({ log, archived: [{ partition: 0, position: 300 }], budget: 50_000 })
  await tail.start()
  expect(tail.partition(0).bytes).toBeLessThanOrEqual(50_000)
  expect(tail.of(room).after(room, tail.of(room).floor)).toHaveLength(300 - tail.of(room).floor)
  await tail.stop()
})
