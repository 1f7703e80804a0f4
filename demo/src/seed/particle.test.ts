import { expect, it } from 'vitest'
import { withParticle } from './particle.ts'

it.each([
  ['산', '을/를', '산을'],
  ['배낭', '이/가', '배낭이'],
  ['안개', '을/를', '안개를'],
  ['서울', '으로/로', '서울로'],
  ['김밥', '으로/로', '김밥으로'],
  ['국수', '으로/로', '국수로'],
])('%s with %s is %s', (word, forms, joined) => {
  expect(withParticle(word, forms)).toBe(joined)
})
