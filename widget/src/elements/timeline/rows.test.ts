import { describe, expect, test } from 'vitest'
import { at, ME, messages, unsent } from '../../gallery/data.ts'
import { type MessageRow, type Row, type RowsInput, rowsOf } from './rows.ts'

const rows = (input: Partial<RowsInput>) =>
  rowsOf({ messages: [], unsent: [], notices: [], member: ME, unreadAfter: undefined, readUpTo: undefined, ...input })

/** A row in short: `[` and `]` where a group begins and ends. */
const short = (row: Row) =>
  row.kind === 'message' ? `${row.first ? '[' : ''}${row.text}${row.last ? ']' : ''}` : row.kind

describe('grouping', () => {
  test('same sender, same day, within three minutes', () => {
    const said = messages(['a', '1', at(9, 0)], ['a', '2', at(9, 3)], ['a', '3', at(9, 7)], ['b', '4', at(9, 7)])
    expect(rows({ messages: said }).map(short)).toEqual(['day', '[1', '2]', '[3]', '[4]'])
  })

  test('a day ends a group', () => {
    const said = messages(['a', '1', at(23, 59, 1)], ['a', '2', at(0, 0)])
    expect(rows({ messages: said }).map(short)).toEqual(['day', '[1]', 'day', '[2]'])
  })

  test('so does the unread line, which stands before the first message of others after the marker', () => {
    const said = messages(['a', '1', at(9, 0)], ['나', '2', at(9, 1)], ['a', '3', at(9, 2)])
    expect(rows({ messages: said, unreadAfter: 1 }).map(short)).toEqual(['day', '[1]', '[2]', 'unread', '[3]'])
  })

  test('a page that does not reach back to the marker has no unread line', () => {
    const said = messages(['a', '1', at(9, 0)])
    expect(rows({ messages: said, unreadAfter: 0 }).map(short)).toEqual(['day', '[1]'])
  })

  test('unsent messages group with stored ones; a failed one ends its group', () => {
    const said = messages(['나', '1', at(9, 0)])
    const waiting = [unsent('2', at(9, 1), 'MUTED'), unsent('3', at(9, 1))]
    expect(rows({ messages: said, unsent: waiting }).map(short)).toEqual(['day', '[1', '2]', '[3]'])
  })
})

test('a bubble keeps its key when it is stored, and is not shown twice meanwhile', () => {
  const waiting = unsent('hello', at(9, 0))
  const before = rows({ unsent: [waiting] }).at(-1)
  const stored = messages(['나', 'hello', at(9, 0), { nonce: waiting.nonce }])
  const both = rows({ messages: stored, unsent: [waiting] })
  expect(both).toHaveLength(2)
  expect(both.at(-1)?.key).toBe(before?.key)
})

test('a group’s readers are counted under the last own message, the reader left out', () => {
  const said = messages(['나', '1', at(9, 0)], ['나', '2', at(9, 0)], ['a', '3', at(9, 0)])
  const readers = new Map([
    ['a', 3],
    ['b', 2],
    ['c', 1],
    [ME, 3],
  ])
  const counts = rows({ messages: said, readers }).flatMap((row) => (row.kind === 'message' ? [row.readers] : []))
  expect(counts).toEqual([0, 2, 0])
})

test('읽음 stands once, under the last own message that the other has read', () => {
  const said = messages(['나', '1', at(9, 0)], ['나', '2', at(9, 0)], ['나', '3', at(9, 0)])
  const read = rows({ messages: said, readUpTo: 2 }).filter(
    (row): row is MessageRow => row.kind === 'message' && row.read,
  )
  expect(read.map(({ text }) => text)).toEqual(['2'])
})
