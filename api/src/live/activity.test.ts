import { type ActivityEvent, destinations, type NewRecord, roomKey } from '@damso/schema/model'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { record } from '../messages/message-log.fixture.ts'
import { Tail } from '../messages/tail.ts'
import { createWorld } from '../rooms/world.test.fixture.ts'
import type { Connection } from '../stomp/index.ts'
import { Activity } from './activity.ts'
import { Hub } from './hub.ts'
import { LiveSession } from './session.ts'

test('a badge follows the archive, though the room has spoken further', async () => {
  const world = await createWorld()
  const { log, database, rooms } = world
  const viewer = await world.member('ann')
  const room = await rooms.create(viewer, { kind: 'group', title: 'Room' })
  const key = roomKey(viewer, room.id)

  const events: ActivityEvent[] = []
  let told = () => {}
  const connection: Connection = {
    ...{ id: '1', transport: 'tcp', version: '1.2', origin: undefined, remoteAddress: '', closed: false },
    ...{ bufferedBytes: 0, write: () => {}, onceDrained: () => {}, fail: () => {}, close: () => {} },
    message(_, { body }) {
      const event = JSON.parse(body as string) as ActivityEvent
      if (event.type !== 'activity') return
      events.push(event)
      told()
    },
  }
  const next = async () => {
    if (events.length === 0) await new Promise<void>((resolve) => (told = resolve))
    return events.shift()
  }
  const session = new LiveSession(viewer, connection)
  session.events = { id: 'events', destination: destinations.events, ack: 'auto', end: () => {} }

  const tail = new Tail({ log, archived: [{ partition: 0, position: 0 }] })
  const hub = new Hub(tail)
  hub.join(session)
  const activity = new Activity({ hub, tail, rooms, logger: pino({ level: 'silent' }) })
  await tail.start()
  activity.start()

  const say = async (number: number) => {
    const body = { nonce: `nonce-${number}`, text: 'hi', replyTo: null, mentions: [] }
    const { position: _, ...said } = record(number, 'message', body, { room: room.id, eventId: `m-${number}` })
    const [position = 0] = await log.append([said as NewRecord])
    await tail.caughtUp(key, position, 60_000)
    return position
  }
  const archive = (lastSeq: number, lastPosition: number) =>
    database.models.Room.update({ lastSeq, lastPosition }, { where: { site: key.site, id: room.id } })

  const first = await say(1)
  const second = await say(2)
  await archive(1, first)
  expect(await next()).toMatchObject({ type: 'activity', lastSeq: 1, lastPosition: first })
  await archive(2, second)
  expect(await next()).toMatchObject({ lastSeq: 2, lastPosition: second })

  await activity.stop()
  await tail.stop()
  await world.stop()
})
