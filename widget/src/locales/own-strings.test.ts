import { afterEach, expect, test, vi } from 'vitest'
import { en } from './en.ts'
import { ko } from './ko.ts'
import { loadLocale } from './locale.ts'
import { ownStrings } from './own-strings.ts'
import type { Strings } from './strings.ts'
import type { Terms } from './terms.ts'

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
afterEach(() => warn.mockClear())
const lines = () => warn.mock.calls.map(([line]) => String(line))

const own = (strings: unknown, tag = 'en', terms: Terms = en) => ownStrings([strings], { tag, lang: tag, terms }).terms

test('any sentence is said as the owner says it; the others stay', () => {
  const terms = own({ openChat: 'Ask the shop', roles: { OWNER: 'Host' } } satisfies Strings)
  expect(terms.openChat).toBe('Ask the shop')
  expect(terms.closeChat).toBe(en.closeChat)
  expect(terms.roles).toEqual({ ...en.roles, OWNER: 'Host' })
  expect(lines()).toEqual([])
})

test('what a sentence holds is named in braces, comes by plural forms, or is given to a function', () => {
  const strings: Strings = {
    unread: { one: '{count} letter', other: '{count} letters' },
    typingNames: '{names} …',
    said: '{name} said {text}',
    firstChat: (name) => `Say hello to ${name}`,
    cancel: '',
  }
  const terms = own(strings)
  expect([1, 2, 1_200].map(terms.unread)).toEqual(['1 letter', '2 letters', '1,200 letters'])
  expect(terms.typingNames(['Ann', 'Ben', 'Kim'])).toBe('Ann, Ben, and Kim …')
  expect(terms.said('Ann', '{name}')).toBe('Ann said {name}')
  expect(terms.firstChat('Ann')).toBe('Say hello to Ann')
  expect(terms.cancel).toBe('')
})

test('by language: the page’s own counts, the region’s more, that of others not', () => {
  const strings = {
    send: 'Go',
    ko: { send: '보내요' },
    'ko-KR': { save: '간직' },
    'ko-KP': { save: '건사' },
    ja: { send: '送る' },
  }
  expect(own(strings, 'ko-KR', ko)).toMatchObject({ send: '보내요', save: '간직', cancel: ko.cancel })
  expect(own(strings, 'en', en)).toMatchObject({ send: 'Go', save: en.save })
  expect(lines()).toEqual([])
})

test('a language that the widget does not have can be brought in, with its times, days and direction', async () => {
  const locale = await loadLocale('he', {
    'he-IL': { today: 'היום', members: { one: 'חבר אחד', other: '{count} חברים' } },
  })
  expect(locale).toMatchObject({ lang: 'he', dir: 'rtl' })
  expect(locale.terms.members(1)).toBe('חבר אחד')
  expect(locale.day(Date.now())).toBe('היום')
  expect(locale.terms.send).toBe(en.send)
  expect(await loadLocale('fr', { ko: { send: '보내요' } })).toMatchObject({ lang: 'en' })
})

test('JSON does as well, and a later source counts more', () => {
  const { terms } = ownStrings(['{"send": "Go", "save": "Keep"}', { send: 'Off it goes' }], {
    tag: 'en',
    lang: 'en',
    terms: en,
  })
  expect([terms.send, terms.save]).toEqual(['Off it goes', 'Keep'])
})

test('what cannot be used is said in one line, once, and the widget’s own stays', () => {
  const wrong = {
    opneChat: 'x',
    send: 7,
    unread: '{cuont} new',
    members: { one: 'x' },
    roles: { BOSS: 'Boss', OWNER: null },
    toString: 'x',
  }
  const terms = own(wrong)
  expect([terms.send, terms.unread(2), terms.members(2)]).toEqual([en.send, en.unread(2), en.members(2)])
  expect(terms.roles).toEqual(en.roles)
  own(wrong)
  expect(lines()).toHaveLength(1)
  for (const name of ['opneChat', 'send', '{cuont}', '{count}', 'members', 'roles.BOSS', 'roles.OWNER', 'toString'])
    expect(lines()[0]).toContain(name)
  own('{not json')
  own(['send'])
  expect(lines()).toHaveLength(2)
})

test('an owner’s function that throws, or gives no text, breaks nothing', () => {
  const terms = own({
    joined: () => {
      throw new Error('no such greeting')
    },
    left: () => undefined,
  })
  expect([terms.joined('Ann'), terms.joined('Ben'), terms.left('Ann')]).toEqual([
    en.joined('Ann'),
    en.joined('Ben'),
    en.left('Ann'),
  ])
  expect(lines()).toHaveLength(2)
  expect(lines()[0]).toContain('no such greeting')
})
