import { expect, test } from 'vitest'
import { nextRows, STEP } from './next-rows.ts'
import type { Row } from './rows.ts'

const row = (position: number, more = {}) => ({ kind: 'message', key: String(position), position, ...more }) as Row
const rows = (from: number, to: number): Row[] => Array.from({ length: to - from }, (_, index) => row(from + index))

test('a page above comes a few rows at a time, those next to what stands first', () => {
  const wanted = rows(0, 200)
  const steps = [rows(45, 200)]
  while ((steps.at(-1)?.length ?? 0) < wanted.length && steps.length < 10)
    steps.push(nextRows(steps.at(-1) ?? [], wanted, false))
  expect(steps.map((step) => step[0]?.key)).toEqual(['45', '27', '9', '0'])
  expect(steps.at(-1)).toEqual(wanted)
})

test('so does one below, but for who follows the newest', () => {
  expect(nextRows(rows(0, 50), rows(0, 90), false)).toEqual(rows(0, 50 + STEP))
  expect(nextRows(rows(0, 50), rows(0, 90), true)).toEqual(rows(0, 90))
})

test.each([
  ['above', rows(50, 250), rows(0, 200)],
  ['below', rows(0, 200), rows(50, 250)],
])('no more go than come, and there are never more than shall be: a page %s', (_, standing, wanted) => {
  let shown = standing
  for (let steps = 0; steps < 3; steps++) {
    const next = nextRows(shown, wanted, false)
    expect(next).toHaveLength(200)
    expect(next.filter((row) => !shown.includes(row)).length).toBeLessThanOrEqual(STEP)
    shown = next
  }
  expect(shown).toEqual(wanted)
})

test('another place comes whole', () => {
  expect(nextRows(rows(0, 50), rows(100, 150), false)).toEqual(rows(100, 150))
  expect(nextRows(rows(0, 50), [], false)).toEqual([])
  expect(nextRows([], rows(0, 50), false)).toEqual(rows(0, 50))
})

test('a row that says what it said is the same; one that says something else is not', () => {
  const standing = rows(0, 2)
  const [same, other] = nextRows(standing, [...rows(0, 1), row(1, { text: 'edited' })], true)
  expect(same).toBe(standing[0])
  expect(other).toEqual(row(1, { text: 'edited' }))
})
