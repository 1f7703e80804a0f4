import { expect, test } from 'vitest'
import { textParts } from './text-parts.ts'

const links = (text: string) => textParts(text).flatMap((part) => (typeof part === 'string' ? [] : [part.url]))

test('http and https become links, without the sentence around them', () => {
  expect(textParts('보세요 https://a.kr/b, 좋아요')).toEqual([
    '보세요 ',
    { url: 'https://a.kr/b', text: 'a.kr/b' },
    ', 좋아요',
  ])
  expect(links('(https://en.wikipedia.org/wiki/Han_(name)) and www.a.kr.')).toEqual([
    'https://en.wikipedia.org/wiki/Han_(name)',
    'https://www.a.kr/',
  ])
})

test('nothing else does', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'ftp://a.kr', 'https://', 'http://[', '<img src=x>'])
    expect(links(text)).toEqual([])
})

test('the parts are the text', () => {
  const text = 'a https://a.kr b\nwww.b.kr!'
  expect(
    textParts(text)
      .map((part) => (typeof part === 'string' ? part : part.text))
      .join(''),
  ).toBe('a a.kr b\nwww.b.kr!')
})
