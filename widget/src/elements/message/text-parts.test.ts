import { describe, expect, test } from 'vitest'
import { mentionsIn, textParts, undisguised, visibleName } from './text-parts.ts'

const links = (text: string) =>
  textParts(text).flatMap((part) => (typeof part !== 'string' && 'url' in part ? [part.url] : []))
const shown = (text: string) =>
  textParts(text)
    .map((part) => (typeof part === 'string' ? part : 'code' in part ? part.code : part.text))
    .join('')

describe('links', () => {
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

  test('a particle stays outside, Hangul of the address inside', () => {
    expect(links('https://a.kr/b에서 만나요, https://a.kr로 오세요')).toEqual(['https://a.kr/b', 'https://a.kr/'])
    expect(decodeURI(links('https://ko.wikipedia.org/wiki/한강로')[0] ?? '')).toBe(
      'https://ko.wikipedia.org/wiki/한강로',
    )
  })

  test('an address ends where something invisible stands in it', () => {
    expect(links('https://a.kr/\u202egpj.exe')).toEqual(['https://a.kr/'])
    expect(links('https://a\u200b.kr')).toEqual(['https://a/'])
  })

  test('the parts are the text', () => expect(shown('a https://a.kr b\nwww.b.kr!')).toBe('a a.kr b\nwww.b.kr!'))
})

describe('code', () => {
  test('between backticks, on one line; nothing in it is a link or a mention', () => {
    expect(textParts('`npm i` 하세요 `https://a.kr`')).toEqual([
      { code: 'npm i', block: false },
      ' 하세요 ',
      { code: 'https://a.kr', block: false },
    ])
    expect(textParts('it`s 5`\n`')).toEqual(['it', { code: 's 5', block: false }, '\n`'])
    expect(textParts('`a\nb`')).toEqual(['`a\nb`'])
  })

  test('in a fence, without the name of its language and the lines around', () => {
    expect(textParts('전\n```ts\nconst a = `b`\n\n  c()\n```\n후')).toEqual([
      '전',
      { code: 'const a = `b`\n\n  c()', block: true },
      '후',
    ])
    expect(textParts('```one line```')).toEqual([{ code: 'one line', block: true }])
    expect(textParts('``` never closed')).toEqual(['``` never closed'])
  })

  test('many backticks take no time', () => {
    const began = performance.now()
    for (const text of ['`'.repeat(8_192), '```a'.repeat(2_048), '```\n'.repeat(2_048), `${'`a'.repeat(4_000)}\n`])
      textParts(text)
    expect(performance.now() - began).toBeLessThan(500)
  })
})

describe('mentions', () => {
  const minji = { id: 'm', name: '민지' }
  const ann = { id: 'a', name: 'Ann' }
  const anna = { id: 'b', name: 'Anna Lee' }
  const named = (text: string) => mentionsIn(text, [minji, ann, anna]).map(({ id }) => id)

  test('a name keeps its spaces and takes Hangul particles', () => {
    expect(textParts('@민지님, @Anna Lee랑 와요', [minji, anna])).toEqual([
      { mention: minji, text: '@민지' },
      '님, ',
      { mention: anna, text: '@Anna Lee' },
      '랑 와요',
    ])
  })

  test('part of another word, an address, or someone else’s name is none', () => {
    expect(named('@Anna @Annabel a@Ann.kr @다민지')).toEqual([])
    expect(named('안녕@민지 (@Ann) @Ann!')).toEqual(['m', 'a'])
  })

  test('code and links name nobody', () => expect(named('`@민지` https://a.kr/@Ann')).toEqual([]))
})

test('overrides of direction go, marks stay', () => {
  expect(undisguised('a\u202eb\u200fc')).toBe('ab\u200fc')
})

test('a name has nothing invisible in it but what an emoji needs', () => {
  expect(visibleName('민\u200b지\u200d\ufeff')).toBe('민지')
  expect(visibleName('👩‍💻 하은')).toBe('👩‍💻 하은')
})
