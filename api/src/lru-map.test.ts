import { expect, test } from 'vitest'
import { createLruMap } from './lru-map.ts'

test('holds so many, and forgets what was unused longest', () => {
  const map = createLruMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.get('a')
  map.set('c', 3)
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2])
  map.set('a', 4)
  map.delete('c')
  expect([map.get('a'), map.size]).toEqual([4, 1])
  map.clear()
  expect(map.size).toBe(0)
})
