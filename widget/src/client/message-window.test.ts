import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ClientMessage } from './message.ts'
import { apply, emptyWindow, extend, insert, type MessageWindow, WINDOW } from './message-window.ts'

const message = (position: number, more: Partial<ClientMessage> = {}): ClientMessage => ({
  site: 's',
  room: 'r',
  id: `m${position}`,
  position,
  revision: position,
  seq: position,
  nonce: `n${position}`,
  sender: { id: 'ann', name: 'Ann', picture: null },
  text: `text ${position}`,
  replyTo: null,
  mentions: [],
  reactions: [],
  sentAt: 0,
  editedAt: null,
  deletedAt: null,
  ...more,
})

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => message(from + at))
const window = (from: number, to: number, more: Partial<MessageWindow> = {}): MessageWindow => ({
  ...emptyWindow,
  messages: range(from, to),
  ...more,
})
const positions = ({ messages }: MessageWindow) => messages.map(({ position }) => position)

describe('pages', () => {
  test('older ones push the newest out, and the window says so', () => {
    const grown = extend(window(100, 300), window(50, 100, { hasOlder: true }), 'older')
    expect(positions(grown)).toEqual(positions(window(50, 250)))
    expect(grown).toMatchObject({ hasOlder: true, hasNewer: true })
  })

  test('newer ones push the oldest out', () => {
    const grown = extend(window(0, 200, { hasNewer: true }), window(200, 250), 'newer')
    expect(positions(grown)).toEqual(positions(window(50, 250)))
    expect(grown).toMatchObject({ hasOlder: true, hasNewer: false })
  })

  test('in any order of pages the window has no gap, no repeat, and no more than its bound', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (turns) => {
        let held = window(500, 550, { hasOlder: true, hasNewer: true })
        for (const older of turns) {
          const [first = 0] = positions(held)
          const last = positions(held).at(-1) ?? 0
          held = older
            ? extend(held, window(first - 50, first), 'older')
            : extend(held, window(last + 1, last + 51), 'newer')
        }
        const shown = positions(held)
        expect(shown.length).toBeLessThanOrEqual(WINDOW)
        expect(shown).toEqual(shown.map((_, at) => (shown[0] ?? 0) + at))
      }),
    )
  })
})

describe('live records', () => {
  const envelope = { room: 'r', at: 5 }
  const ann = { id: 'ann', name: 'Ann', picture: null }

  test('a message goes to the end, and not into a window that does not reach it', () => {
    const said = {
      ...envelope,
      type: 'message' as const,
      position: 9,
      id: 'm9',
      nonce: 'n9',
      sender: ann,
      text: 'hi',
      replyTo: 'm2',
      mentions: [],
    }
    const shown = apply(window(1, 4), 's', said)
    expect(positions(shown)).toEqual([1, 2, 3, 9])
    expect(shown.messages.at(-1)?.quote?.text).toBe('text 2')
    expect(positions(apply(window(1, 4, { hasNewer: true }), 's', said))).toEqual([1, 2, 3])
  })

  test('the live message replaces the copy that a RECEIPT made', () => {
    const copy = insert(window(1, 4), message(9, { text: 'hi', sentAt: 1 }))
    const shown = apply(copy, 's', {
      ...envelope,
      type: 'message',
      position: 9,
      id: 'm9',
      nonce: 'n9',
      sender: ann,
      text: 'hi',
      replyTo: null,
      mentions: [],
    })
    expect(positions(shown)).toEqual([1, 2, 3, 9])
    expect(shown.messages.at(-1)?.sentAt).toBe(5)
  })

  test('whom a live message names is known where they said something or were named, else left open', () => {
    const said = (mentions: string[]) => ({
      ...envelope,
      type: 'message' as const,
      position: 9,
      id: 'm9',
      nonce: 'n9',
      sender: ann,
      text: '@Ann @Ben',
      replyTo: null,
      mentions,
    })
    const held = { ...emptyWindow, messages: [message(1), message(2, { named: [{ id: 'ben', name: 'Ben' }] })] }
    const named = (mentions: string[]) => apply(held, 's', said(mentions)).messages.at(-1)?.named
    expect(named(['ben', 'ann'])).toEqual([
      { id: 'ben', name: 'Ben' },
      { id: 'ann', name: 'Ann' },
    ])
    expect(named(['ben', 'cho'])).toBeUndefined()
    const copy = insert(held, message(9, { named: [{ id: 'cho', name: 'Cho' }] }))
    expect(apply(copy, 's', said(['cho'])).messages.at(-1)?.named).toEqual([{ id: 'cho', name: 'Cho' }])
  })

  test('a change that is older than the message changes nothing', () => {
    const held = { ...emptyWindow, messages: [message(1, { revision: 8 })] }
    const edited = { ...envelope, type: 'edited' as const, message: 'm1', actor: ann, text: 'new' }
    expect(apply(held, 's', { ...edited, position: 8 })).toBe(held)
    expect(apply(held, 's', { ...edited, position: 9 }).messages[0]?.text).toBe('new')
  })

  test('a deletion empties the quotes of it too', () => {
    const held = { ...emptyWindow, messages: [message(1), message(2, { replyTo: 'm1' })] }
    const deleted = apply(held, 's', {
      ...envelope,
      type: 'deleted',
      position: 9,
      message: 'm1',
      actor: ann,
      moderator: false,
    })
    expect(deleted.messages[0]?.text).toBeNull()
    expect(deleted.messages[1]?.quote?.text).toBeNull()
  })

  test('a withdrawn repeat goes, the message itself stays', () => {
    const gone = { ...envelope, type: 'withdrawn' as const, position: 9, message: 'm2' }
    expect(positions(apply(window(1, 4), 's', { ...gone, withdrawnPosition: 2 }))).toEqual([1, 3])
    expect(positions(apply(window(1, 4), 's', { ...gone, withdrawnPosition: 7 }))).toEqual([1, 2, 3])
  })
})
