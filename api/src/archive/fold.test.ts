import { type LogRecord, limits, type Message, type RoomSummary, roomKeyText } from '@damso/schema/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messageIdAt, record, said } from '../messages/message-log.fixture.ts'
import { fold } from './fold.ts'

/** History and summaries as the stores keep them: inserts ignore replays, changes are guarded by revision. */
class Stores {
  readonly messages = new Map<string, Message>()
  readonly summaries = new Map<string, RoomSummary>()
  archived = 0

  /** One batch, given up after so many of its three steps. */
  archive(records: readonly LogRecord[], steps = 3): void {
    const { insert, change, summaries } = fold(records, [...this.messages.values()], [...this.summaries.values()])
    if (steps > 0)
      for (const message of insert) if (!this.messages.has(message.id)) this.messages.set(message.id, message)
    if (steps > 1) {
      for (const next of change) {
        const stored = this.messages.get(next.id)
        if (stored && stored.revision < next.revision) this.messages.set(next.id, { ...stored, ...next })
      }
    }
    if (steps > 2) {
      for (const summary of summaries) this.summaries.set(roomKeyText(summary), summary)
      this.archived = records.at(-1)?.position ?? this.archived
    }
  }
}

const anyRecord = (position: number) =>
  fc
    .record({
      what: fc.integer({ min: 0, max: 9 }),
      actor: fc.constantFrom('a', 'b'),
      target: fc.integer({ min: 1, max: 40 }),
      room: fc.constantFrom('r1', 'r2'),
    })
    .map(({ what, actor, target, room }) => {
      const message = messageIdAt(target)
      if (what < 5) return said(position, position, { actor, room })
      if (what < 7) return record(position, 'edited', { message, text: `edited at ${position}` }, { actor, room })
      if (what < 8) return record(position, 'deleted', { message, moderator: position % 3 === 0 }, { actor, room })
      return record(
        position,
        'reaction',
        { message, emoji: position % 2 ? '👍' : '❤️', on: position % 5 !== 0 },
        { actor, room },
      )
    })

const anyLog = fc
  .integer({ min: 1, max: 60 })
  .chain((length) => fc.tuple(...Array.from({ length }, (_, at) => anyRecord(at + 1))))

describe('fold', () => {
  test('batches of any size, broken off after any step and done again, end in the same state', () => {
    fc.assert(
      fc.property(
        anyLog,
        fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 3 })), { minLength: 1 }),
        (log, tries) => {
          const whole = new Stores()
          whole.archive(log)

          const broken = new Stores()
          for (let turn = 0; broken.archived < log.length; turn += 1) {
            const [size, steps] = tries[turn % tries.length] as [number, number]
            const left = log.slice(broken.archived)
            broken.archive(left.slice(0, size), turn < 200 ? steps : 3)
          }
          expect(broken.messages).toEqual(whole.messages)
          expect(broken.summaries).toEqual(whole.summaries)
        },
      ),
      { seed: Number(process.env.SEED ?? Date.now()) },
    )
  })

  test('seq is dense per room and skips what does not count', () => {
    const log = [
      said(1),
      said(2, 2, { room: 'r2' }),
      record(3, 'edited', { message: messageIdAt(1), text: 'x' }),
      said(4),
      said(5, 5, { room: 'r2' }),
    ]
    const { insert, summaries } = fold(log, [], [])
    expect(insert.map(({ room, seq }) => [room, seq])).toEqual([
      ['r1', 1],
      ['r2', 1],
      ['r1', 2],
      ['r2', 2],
    ])
    expect(summaries).toMatchObject([
      { room: 'r1', lastSeq: 2, lastPosition: 4, lastChangePosition: 4 },
      { room: 'r2', lastSeq: 2, lastPosition: 5 },
    ])
  })

  test('a kind of a newer release keeps its seq', () => {
    const unknown = { ...said(2), kind: 'poll' } as unknown as LogRecord
    const { insert, summaries, counted } = fold([said(1), unknown, said(3)], [], [])
    expect(insert.map(({ seq }) => seq)).toEqual([1, 3])
    expect(counted.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(summaries[0]).toMatchObject({ lastSeq: 3, lastPosition: 3 })
  })

  test('a late duplicate takes no seq and is reported, the first stands', () => {
    const first = fold([said(1)], [], [])
    const { insert, summaries, duplicates } = fold([said(9, 1), said(10, 2)], first.insert, first.summaries)
    expect(duplicates).toMatchObject([{ message: messageIdAt(1), position: 9 }])
    expect(insert.map(({ id, seq }) => [id, seq])).toEqual([[messageIdAt(2), 2]])
    expect(summaries[0]?.lastSeq).toBe(2)
  })

  test('only the sender edits, and a message of another room is not reached', () => {
    const log = [
      said(1),
      record(2, 'edited', { message: messageIdAt(1), text: 'not mine' }, { actor: 'b' }),
      record(3, 'deleted', { message: messageIdAt(1), moderator: true }, { room: 'r2' }),
    ]
    expect(fold(log, [], []).insert).toMatchObject([{ text: 'text 1', deletedAt: null }])
  })

  test('the preview follows a change of the last message', () => {
    const log = [said(1), said(2), record(3, 'deleted', { message: messageIdAt(2), moderator: false })]
    expect(fold(log, [], []).summaries[0]?.lastMessage).toMatchObject({ id: messageIdAt(2), text: null })
  })

  test('different reactions on one message are bounded', () => {
    const log = [
      said(1),
      ...Array.from({ length: limits.reactionKinds + 5 }, (_, at) =>
        record(at + 2, 'reaction', { message: messageIdAt(1), emoji: `e${at}`, on: true }),
      ),
    ]
    expect(fold(log, [], []).insert[0]?.reactions).toHaveLength(limits.reactionKinds)
  })
})
