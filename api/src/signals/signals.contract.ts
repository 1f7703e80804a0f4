import { type RoomKey, roomKey, type Signal } from '@damso/schema/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Signals } from './signals.ts'

export interface SignalsUnderTest {
  signals: Signals
  /** Errors that followers threw. */
  errors: unknown[]
  remove(): Promise<void>
}

const room = roomKey({ site: 'shop' }, '0192a1b0-0000-7000-8000-000000000001')
const other = roomKey({ site: 'club' }, room.room)
const readTo = (position: number): Signal => ({ type: 'read', member: 'mina', position, readSeq: 1 })

async function collect(signals: Signals) {
  const seen: [RoomKey, Signal][] = []
  let check = (): void => undefined
  const follower = await signals.follow((...signal) => {
    seen.push(signal)
    check()
  })
  const reach = (count: number) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (seen.length >= count) resolve()
      }
      check()
    })
  return { seen, reach, follower }
}

export function describeSignals(name: string, create: () => Promise<SignalsUnderTest>): void {
  describe(`signals: ${name}`, () => {
    let place: SignalsUnderTest
    let signals: Signals

    beforeEach(async () => {
      place = await create()
      signals = place.signals
    })

    afterEach(async () => {
      await signals.stop()
      await place.remove()
    })

    test('every follower gets everything, in order for a room', async () => {
      const [one, two] = [await collect(signals), await collect(signals)]
      for (let position = 1; position <= 20; position++) signals.publish(room, readTo(position))
      for (const { seen, reach } of [one, two]) {
        await reach(20)
        expect(seen).toEqual(Array.from({ length: 20 }, (_, at) => [room, readTo(at + 1)]))
      }
    })

    test('a signal names its room, site included', async () => {
      const { seen, reach } = await collect(signals)
      signals.publish(room, { type: 'typing', member: { id: 'mina', name: '미나' } })
      signals.publish(other, { type: 'presence', member: 'jun', online: true })
      await reach(2)
      expect(seen).toContainEqual([room, { type: 'typing', member: { id: 'mina', name: '미나' } }])
      expect(seen).toContainEqual([other, { type: 'presence', member: 'jun', online: true }])
    })

    test('publish returns before anyone is called', async () => {
      const { seen, reach } = await collect(signals)
      signals.publish(room, readTo(1))
      expect(seen).toEqual([])
      await reach(1)
    })

    test('a follower that stopped is not called, also if the signal was under way', async () => {
      const stopped = await collect(signals)
      const staying = await collect(signals)
      signals.publish(room, readTo(1))
      await staying.reach(1)
      await stopped.follower.stop()
      const before = stopped.seen.length
      signals.publish(room, readTo(2))
      await staying.reach(2)
      expect(stopped.seen.length).toBe(before)
    })

    test('a follower that throws is reported and stops nobody', async () => {
      const fault = new Error('mine')
      await signals.follow(() => {
        throw fault
      })
      const { seen, reach } = await collect(signals)
      signals.publish(room, readTo(1))
      signals.publish(room, readTo(2))
      await reach(2)
      expect(seen.length).toBe(2)
      expect(place.errors).toEqual([fault, fault])
    })
  })
}
