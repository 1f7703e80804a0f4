import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { destinations, type MembershipState, type NewRecord, roomKey } from '@damso/schema/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSqliteEventLog } from '../event-log/event-log.sqlite.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { member, record, said } from '../messages/message-log.fixture.ts'
import { Tail } from '../messages/tail.ts'
import type { Connection, EncodedFrame, OutgoingMessage, Subscription } from '../stomp/index.ts'
import { Hub } from './hub.ts'
import { RoomSubscriber } from './room-subscriber.ts'
import { LiveSession } from './session.ts'

/** A socket that is read when the test says so; it spends as long on a write as the test says. */
class SlowConnection implements Connection {
  readonly id = '1'
  readonly transport = 'websocket'
  readonly version = '1.2'
  readonly origin = undefined
  readonly remoteAddress = '127.0.0.1'
  closed = false
  bufferedBytes = 0
  readonly positions: number[] = []
  readonly events: string[] = []
  readonly frames: WeakRef<EncodedFrame>[] = []
  /** Times that somebody asked to be told when it is read. */
  waits = 0
  readonly #busyMilliseconds: number
  #drained: (() => void) | undefined

  constructor(busyMilliseconds = 0) {
    this.#busyMilliseconds = busyMilliseconds
  }

  write(frame: EncodedFrame): void {
    const { stomp } = frame
    this.frames.push(new WeakRef(frame))
    const until = performance.now() + this.#busyMilliseconds
    while (performance.now() < until);
    this.bufferedBytes += stomp.length
    this.positions.push(Number(/message-id:(\d+)/.exec(stomp.toString())?.[1]))
  }
  message(_subscription: Subscription, { body }: OutgoingMessage): void {
    this.events.push(body as string)
  }
  onceDrained(callback: () => void): void {
    this.waits += 1
    this.#drained = callback
  }
  read(): void {
    this.bufferedBytes = 0
    const drained = this.#drained
    this.#drained = undefined
    drained?.()
  }
  fail(): void {}
  close(): void {}
}

const room = roomKey({ site: 'shop' }, 'r1')
const onFatal = (error: Error) => {
  throw error
}

let folder: string
let log: EventLog
let tail: Tail
let hub: Hub

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damso-hub-'))
  log = await openSqliteEventLog({ file: join(folder, 'log.db'), onFatal })
  tail = new Tail({ log, archived: [{ partition: 0, position: 0 }], budget: 100_000 })
  hub = new Hub(tail)
  await tail.start()
})
afterEach(async () => {
  await tail.stop()
  await log.stop()
  await rm(folder, { recursive: true })
})

/** Joined, and not begun. */
function attach(connection: SlowConnection, member = 'b'): RoomSubscriber {
  const viewer = {
    kind: 'member',
    site: 'shop',
    member: { id: member, name: member, picture: null },
    role: 'member',
    expiresAt: 0,
  } as const
  const subscription = {
    id: 'r1',
    destination: destinations.topic('r1'),
    ack: 'auto',
    headers: new Map(),
    end: () => {},
  } as const
  const subscriber = new RoomSubscriber(new LiveSession(viewer, connection), subscription, room)
  hub.subscribe(subscriber)
  return subscriber
}

function subscribe(connection: SlowConnection, member?: string): RoomSubscriber {
  const subscriber = attach(connection, member)
  subscriber.begin({ recovered: false, from: tail.of(room).position, version: 1 })
  return subscriber
}

async function membership(number: number, state: MembershipState, version: number): Promise<void> {
  const { position: _, ...changed } = record(
    number,
    'membership',
    { member: member('b'), state, role: 'member', version },
    { counts: false },
  )
  const [position = 0] = await log.append([changed as NewRecord])
  await tail.caughtUp(room, position, 60_000)
}

async function say(from: number, count: number, text = 'x'): Promise<void> {
  const records = Array.from({ length: count }, (_, at) => {
    const { position: _position, ...message } = said(from + at)
    return message.kind === 'message' ? { ...message, body: { ...message.body, text } } : message
  })
  const positions = await log.append(records)
  await tail.caughtUp(room, positions.at(-1) as number, 60_000)
}

const turns = (count: number): Promise<void> =>
  count === 0 ? Promise.resolve() : new Promise((resolve) => setImmediate(() => resolve(turns(count - 1))))

describe('Hub', () => {
  test('a fan-out that takes long lets the event loop turn in between, and reaches everyone in order', async () => {
    const connections = Array.from({ length: 1_000 }, () => new SlowConnection(0.1))
    for (const connection of connections) subscribe(connection)
    let turned = 0
    const count = () => {
      turned += 1
      if (connections.at(-1)?.positions.length !== 2) setImmediate(count)
    }
    setImmediate(count)
    await say(1, 1)
    await say(2, 1)
    while (connections.at(-1)?.positions.length !== 2) await turns(1)
    // 2,000 deliveries of 0.1 ms, cut into slices of about 10 ms.
    expect(turned).toBeGreaterThan(8)
    for (const { positions } of connections) expect(positions).toEqual([1, 2])
  })

  test('a socket that does not read gets nothing more, and everything once it reads', async () => {
    const slow = new SlowConnection()
    const quick = new SlowConnection()
    subscribe(slow)
    subscribe(quick)
    for (let from = 1; from <= 91; from += 10) {
      await say(from, 10, 'x'.repeat(4_000))
      quick.read()
    }
    await turns(2)
    expect(slow.bufferedBytes).toBeLessThan(150_000)
    expect(slow.positions.length).toBeLessThan(40)
    expect(slow.waits).toBe(1)
    while (slow.bufferedBytes > 0) slow.read()
    while (quick.bufferedBytes > 0) quick.read()
    const all = Array.from({ length: 100 }, (_, at) => at + 1)
    expect(slow.positions).toEqual(all)
    expect(quick.positions).toEqual(all)
  })

  test('a laggard that the tail has left behind is told to resume, and gets no hole', async () => {
    const slow = new SlowConnection()
    subscribe(slow)
    await say(1, 60, 'x'.repeat(4_000))
    await turns(2)
    const got = slow.positions.length
    tail.markArchived(0, 60)
    slow.read()
    expect(slow.positions).toHaveLength(got)
    expect(slow.events.at(-1)).toBe('{"type":"ended","room":"r1","code":"RESUME"}')
    await say(61, 1)
    await turns(2)
    expect(slow.positions).toHaveLength(got)
  })

  test('who left and came back resumes past the record of their leaving', async () => {
    await membership(1, 'left', 2)
    await membership(2, 'active', 3)
    await say(3, 1)
    const connection = new SlowConnection()
    const subscriber = attach(connection)
    subscriber.begin({ recovered: true, from: 0, version: 3 })
    hub.catchUp(subscriber)
    expect(subscriber.ended).toBe(false)
    expect(connection.positions).toEqual([1, 2, 3])
    await membership(4, 'removed', 4)
    expect(connection.events.at(-1)).toBe('{"type":"ended","room":"r1","code":"REMOVED"}')
  })

  test('a removal that passes between joining and beginning ends the subscription', async () => {
    const connection = new SlowConnection()
    const subscriber = attach(connection)
    await membership(1, 'removed', 2)
    subscriber.begin({ recovered: false, from: tail.of(room).position, version: 1 })
    hub.catchUp(subscriber)
    await say(2, 1)
    expect(connection.positions).toEqual([])
    expect(connection.events).toEqual(['{"type":"ended","room":"r1","code":"REMOVED"}'])
    expect(hub.isHeard(room)).toBe(false)
  })

  test('keeps no frame of what was delivered, though the talk never pauses', async () => {
    const connections = Array.from({ length: 200 }, () => new SlowConnection(0.1))
    for (const connection of connections) subscribe(connection)
    const frames = () => connections[0]?.frames ?? []
    for (let number = 1; frames().length < 30; number += 1) await say(number, 1)
    await turns(1)
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
    expect(frames().filter((frame) => frame.deref()).length).toBeLessThan(10)
  })
})
