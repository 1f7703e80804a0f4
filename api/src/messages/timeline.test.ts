import type { LogRecord, Message } from '@damso/schema/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from '../archive/fold.ts'
import { messageIdAt, record, said } from './message-log.fixture.ts'
import { overlay } from './timeline.ts'

const archive = (records: readonly LogRecord[]): Message[] => fold(records, [], []).insert
const shown = (messages: readonly Message[]) => messages.map(({ seq: _, ...message }) => message)

describe('overlay', () => {
  test('history and tail together are the log, wherever the archive stands and however far they overlap', () => {
    const log = Array.from({ length: 40 }, (_, at) => {
      const position = at + 1
      if (position % 4 === 0)
        return record(position, 'edited', { message: messageIdAt(position - 1), text: `edited ${position}` })
      if (position % 7 === 0)
        return record(
          position,
          'reaction',
          { message: messageIdAt(1), emoji: '👍', on: position % 2 === 0 },
          { actor: `m${position}` },
        )
      return said(position)
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (archived, overlap) => {
        const from = Math.max(0, archived - overlap)
        expect(shown(overlay(archive(log.slice(0, archived)), log.slice(from)))).toEqual(shown(archive(log)))
      }),
      { seed: Number(process.env.SEED ?? Date.now()) },
    )
  })

  test('a withdrawn duplicate disappears, the message itself stays', () => {
    const withdrawn = record(9, 'withdrawn', { message: messageIdAt(1), position: 8 })
    expect(overlay(archive([said(1)]), [said(8, 1), withdrawn]).map(({ position }) => position)).toEqual([1])
    expect(overlay([], [said(8, 1), withdrawn])).toEqual([])
  })
})
