import { expect, test } from 'vitest'
import { parts } from './batch-rows.ts'

test('rows stay together and in order, unless they are too large for one statement', () => {
  const small = Array.from({ length: 10_000 }, (_, at) => ({ at }))
  expect([...parts(small)]).toEqual([small])
  expect([...parts([])]).toEqual([])
  const large = Array.from({ length: 5 }, (_, at) => ({ at, text: '담'.repeat(500_000) }))
  expect([...parts(large)].map((part) => part.map(({ at }) => at))).toEqual([[0, 1], [2, 3], [4]])
  const huge = [{ text: 'x'.repeat(5_000_000) }]
  expect([...parts(huge)]).toEqual([huge])
})
