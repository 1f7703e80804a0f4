import { type LogRecord, type NewRecord, roomKey } from '@damso/schema/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EventLog, type LogBatch, type LogStart, NotInLog } from './event-log.ts'

/** A place for one log, which `open` opens as often as asked, also twice at a time: as another process does. */
export interface EventLogUnderTest {
  open(): Promise<EventLog>
  remove(): Promise<void>
}

const { site, room } = roomKey({ site: 'shop' }, '0192a1b0-0000-7000-8000-000000000001')

export const recordNumbered = (number: number, text = `text ${number}`): NewRecord => ({
  version: 1,
  kind: 'message',
  site,
  room,
  eventId: `event-${number}`,
  actor: { id: 'mina', name: '미나', picture: null },
  counts: true,
  at: 1_790_000_000_000 + number,
  body: { nonce: `nonce-${number}`, text, replyTo: null, mentions: [] },
})

const numbered = (from: number, to: number): NewRecord[] =>
  Array.from({ length: to - from + 1 }, (_, at) => recordNumbered(from + at))

const ids = (records: readonly { eventId: string }[]) => records.map(({ eventId }) => eventId)

/** What a follower was given, and a way to wait until there is enough of it. */
async function collect(log: EventLog, from: LogStart) {
  const records: LogRecord[] = []
  let check = (): void => undefined
  const follower = await log.follow(from, (batch: LogBatch) => {
    records.push(...batch.records)
    check()
  })
  const reach = (count: number) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (records.length >= count) resolve()
      }
      check()
    })
  return { records, reach, follower }
}

export function describeEventLog(name: string, create: () => Promise<EventLogUnderTest>): void {
  describe(`event log: ${name}`, () => {
    let place: EventLogUnderTest
    let log: EventLog

    beforeEach(async () => {
      place = await create()
      log = await place.open()
    })

    afterEach(async () => {
      await log.stop()
      await place.remove()
    })

    /** Every record here is of one room, so of one partition. */
    const partition = () => log.partitionOf({ site, room })
    const at = (position: number) => ({ partition: partition(), position })
    const end = async () => (await log.end())[partition()]?.position

    test('is empty at first: it ends at 0', async () => {
      expect(await log.end()).toEqual(
        Array.from({ length: log.partitions }, (_, number) => ({ partition: number, position: 0 })),
      )
    })

    test('gives positions in the order of the records, dense within a room', async () => {
      const positions = await log.append(numbered(1, 3))
      const [first = 0] = positions
      expect(first).toBeGreaterThan(0)
      expect(positions).toEqual([first, first + 1, first + 2])
      expect(await end()).toBe(first + 2)
    })

    test('an append of nothing is nothing', async () => {
      expect(await log.append([])).toEqual([])
      expect(await end()).toBe(0)
    })

    test('gives back what was appended, with its position', async () => {
      const text = '안녕 👋 "quotes" \\ \n\u2028\u202e'
      const [position = 0] = await log.append([recordNumbered(1, text)])
      expect(await log.read(at(position))).toEqual({ ...recordNumbered(1, text), position })
      expect(await log.read(at(position + 1))).toBeUndefined()
    })

    test('many at once: each call gets the positions of its own records, and none is shared', async () => {
      const calls = await Promise.all(
        Array.from({ length: 300 }, (_, call) => log.append(numbered(call * 3 + 1, call * 3 + 3))),
      )
      expect(new Set(calls.flat()).size).toBe(900)
      const { records, reach } = await collect(log, 'earliest')
      await reach(900)
      const placed = new Map(records.map(({ eventId, position }) => [eventId, position]))
      for (const [call, positions] of calls.entries()) {
        expect(positions).toEqual(ids(numbered(call * 3 + 1, call * 3 + 3)).map((id) => placed.get(id)))
      }
    })

    test('a follower sees everything in order, once: what stood there and what comes', async () => {
      await log.append(numbered(1, 700))
      const { records, reach } = await collect(log, 'earliest')
      const later = Array.from({ length: 50 }, (_, call) => log.append(numbered(701 + call * 2, 702 + call * 2)))
      await Promise.all(later)
      await reach(800)
      expect(ids(records)).toEqual(ids(numbered(1, 800)))
      expect(records.map(({ position }) => position)).toEqual(
        records.map((_, place) => (records[0]?.position ?? 0) + place),
      )
    })

    test('a follower from the end sees only what comes', async () => {
      await log.append(numbered(1, 5))
      const { records, reach } = await collect(log, 'end')
      await log.append(numbered(6, 7))
      await reach(2)
      expect(ids(records)).toEqual(ids(numbered(6, 7)))
    })

    test('a follower from a place begins just after it', async () => {
      const positions = await log.append(numbered(1, 10))
      const { records, reach, follower } = await collect(log, [at(positions[3] ?? 0)])
      await reach(6)
      expect(ids(records)).toEqual(ids(numbered(5, 10)))
      await follower.stop()
      expect(follower.position(partition())).toBe(positions[9])
    })

    test('a follower is not called again before it has finished', async () => {
      await log.append(numbered(1, 2_000))
      let inside = 0
      let most = 0
      let seen = 0
      await new Promise<void>((resolve, reject) => {
        log
          .follow('earliest', async ({ records }) => {
            most = Math.max(most, ++inside)
            await new Promise(setImmediate)
            inside--
            seen += records.length
            if (seen === 2_000) resolve()
          })
          .catch(reject)
      })
      expect(most).toBe(1)
    })

    test('a stopped follower is not called any more', async () => {
      const { records, follower } = await collect(log, 'end')
      await follower.stop()
      await log.append(numbered(1, 3))
      const { reach } = await collect(log, 'earliest')
      await reach(3)
      expect(records).toEqual([])
    })

    test('what another process appends reaches followers here', async () => {
      const { records, reach } = await collect(log, 'end')
      const beside = await place.open()
      try {
        await log.append(numbered(1, 2))
        await beside.append(numbered(3, 4))
        await log.append(numbered(5, 6))
        await beside.append(numbered(7, 8))
        await reach(8)
      } finally {
        await beside.stop()
      }
      expect(ids(records)).toEqual(ids(numbered(1, 8)))
    })

    test('opened again it holds everything, and positions go on', async () => {
      const before = await log.append(numbered(1, 4))
      await log.stop()
      log = await place.open()
      const after = await log.append(numbered(5, 6))
      const { records, reach } = await collect(log, 'earliest')
      await reach(6)
      expect(records.map(({ position }) => position)).toEqual([...before, ...after])
    })

    test('tells the events between two places without what they say, also where their records hold quotes and braces', async () => {
      const odd = (number: number) => recordNumbered(number, '"eventId":"other-1","body":{ \\"eventId\\":\\"other-2\\"')
      const positions = await log.append([...numbered(1, 4_998), odd(4_999), odd(5_000)])
      const events = async (after: number, upTo: number) => {
        const told: [string, number][] = []
        for await (const batch of log.events(at(after), upTo))
          told.push(...batch.map(({ eventId, position }): [string, number] => [eventId, position]))
        return told
      }
      const all = positions.map((position, of) => [`event-${of + 1}`, position])
      const [last = 0, third = 0] = [positions.at(-1), positions[2]]
      expect(await events(0, last)).toEqual(all)
      expect(await events(third, last - 1)).toEqual(all.slice(3, -1))
      expect(await events(last, last)).toEqual([])
      await log.trim(at(third))
      expect(await events(0, last)).toEqual(all.slice(2))
      await expect(events(0, last + 1)).rejects.toThrow(NotInLog)
    })

    test('trim forgets what is before a place, not the record at it, and no position comes twice', async () => {
      const positions = await log.append(numbered(1, 2_500))
      const last = positions.at(-1) ?? 0
      await log.trim(at(last))
      expect(await log.read(at(last))).toMatchObject({ eventId: 'event-2500' })
      expect(await log.read(at(last - 1))).toBeUndefined()
      expect(await end()).toBe(last)
      expect(await log.append([recordNumbered(2_501)])).toEqual([last + 1])
      const { records, reach } = await collect(log, 'earliest')
      await reach(2)
      expect(ids(records)).toEqual(['event-2500', 'event-2501'])
    })

    test('a follower does not start where it would miss something', async () => {
      const positions = await log.append(numbered(1, 10))
      await log.trim(at(positions[5] ?? 0))
      await expect(log.follow([at(positions[2] ?? 0)], () => undefined)).rejects.toThrow(NotInLog)
      await expect(log.follow([at((positions[9] ?? 0) + 1)], () => undefined)).rejects.toThrow(NotInLog)
      const { records, reach } = await collect(log, [at(positions[4] ?? 0)])
      await reach(5)
      expect(ids(records)).toEqual(ids(numbered(6, 10)))
    })
  })
}
