import * as v from 'valibot'
import { expect, test } from 'vitest'
import { emoji } from './text.ts'

test.each(['👍', '❤️', '👨‍👩‍👧', '👋🏽', '🇰🇷', 'ㅋ'])('%s is one emoji', (text) => {
  expect(v.parse(emoji, text)).toBe(text.normalize('NFC'))
})

test.each(['', ' ', '👍👍', 'ok', '👍 ', '\u200b', '\ud83d', 'a\0', `a${'\u0301'.repeat(40)}`])('%j is not', (text) => {
  expect(v.is(emoji, text)).toBe(false)
})
