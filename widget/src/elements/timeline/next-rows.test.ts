import { expect, test } from 'vitest'
import { nextRows, STEP } from './next-rows.ts'
import type { Row } from './rows.ts'

const rows = (from: number, to: number): Row[] =>
  Array.from({ length: to - from }, (_, index) => ({ kind: 'day', key: String(from + index), at: from + index }))

test('a page above comes a few rows at a time, those next to what stands first', () => {
  const wanted = rows(0, 200)
  const steps = [rows(30, 200)]
  while ((steps.at(-1)?.length ?? 0) < wanted.length && steps.length < 10)
    steps.push(nextRows(steps.at(-1) ?? [], wanted, false))
  expect(steps.map((step) => step[0]?.key)).toEqual(['30', '18', '6', '0'])
  expect(steps.at(-1)).toEqual(wanted)
})

test('so does one below, but for who follows the newest', () => {
  expect(nextRows(rows(0, 50), rows(20, 90), false)).toEqual(rows(20, 50 + STEP))
  expect(nextRows(rows(0, 50), rows(20, 90), true)).toEqual(rows(20, 90))
})

test('another place comes whole', () => {
  expect(nextRows(rows(0, 50), rows(100, 150), false)).toEqual(rows(100, 150))
  expect(nextRows(rows(0, 50), [], false)).toEqual([])
  expect(nextRows([], rows(0, 50), false)).toEqual(rows(0, 50))
})

test('a row that says what it said is the same; one that says something else is not', () => {
  const standing = rows(0, 2)
  const [same, other] = nextRows(standing, [...rows(0, 1), { kind: 'day', key: '1', at: 5 }], true)
  expect(same).toBe(standing[0])
  expect(other).toEqual({ kind: 'day', key: '1', at: 5 })
})
