import { expect, test } from 'vitest'
import { createOrigins } from './origins.ts'

const origins = createOrigins(
  (origin) => origin === 'https://shop.example' || origin === 'null',
  ['http://localhost:4000'],
)

test.each([
  ['a page of a site', 'https://shop.example', true],
  ['a program, which sends none', undefined, true],
  ['a page of our own', 'http://localhost:4000', true],
  ['a page of nobody', 'https://evil.example', false],
  ['another scheme', 'http://shop.example', false],
  ['another port', 'https://shop.example:8443', false],
  ['a name that ends alike', 'https://evilshop.example', false],
  ['a sandboxed frame, whatever a list says', 'null', false],
  ['nothing at all', '', false],
])('%s', async (_who, origin, admitted) => {
  expect(await origins.admit(origin)).toBe(admitted)
})

test('sites are asked about foreign origins alone', () => {
  expect(origins.foreign('https://evil.example')).toBe('https://evil.example')
  expect(origins.foreign('http://localhost:4000')).toBeUndefined()
  expect(origins.foreign(undefined)).toBeUndefined()
})
