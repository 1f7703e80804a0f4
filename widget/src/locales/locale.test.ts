import { expect, test } from 'vitest'
import { ar } from './ar.ts'
import { en } from './en.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { loadLocale } from './locale.ts'
import type { Terms } from './terms.ts'

/** Every sentence of a language, those of functions for some numbers and names. */
function sentences(terms: Terms): [string, string][] {
  return Object.entries(terms).flatMap(([name, term]): [string, string][] => {
    if (typeof term === 'string') return [[name, term]]
    if (typeof term === 'object') return Object.entries<string>(term).map(([key, text]) => [`${name}.${key}`, text])
    return [0, 1, 2, 3, 11, 100].map((n) => [
      `${name}(${n})`,
      (term as (...given: unknown[]) => string)(...argumentsOf(name, n)),
    ])
  })
}

const argumentsOf = (name: string, n: number): unknown[] => {
  if (name === 'typingNames') return [['A', 'B', 'C', 'D'].slice(0, Math.max(1, Math.min(n, 4)))]
  if (name === 'said') return ['A', 'B']
  if (name === 'seconds') return [n * 30 + 30]
  if (name === 'reactedBy') return [['A', 'B'], n]
  if (name === 'leaveHint') return [n > 2 ? 'OPEN' : 'INVITE', n > 1]
  if (name === 'failure') return [['RATE_LIMITED', 'MUTED', 'FROZEN', 'NOT_FOUND', 'DISCONNECTED', 'X'][n % 6]]
  if (name === 'refused') return [['INVALID', 'TOO_LONG', 'FULL', 'FORBIDDEN'][n % 4], 'title']
  return [n]
}

const languages = { ko, en, ja, ar }
type Language = keyof typeof languages

test.each<Language>(['ko', 'en', 'ja', 'ar'])('%s has a sentence for everything', (language) => {
  for (const [name, text] of sentences(languages[language])) expect(text.trim(), name).not.toBe('')
})

test.each<Language>(['ko', 'ja', 'ar'])('%s leaves nothing in English', (language) => {
  for (const [name, text] of sentences(languages[language])) expect(text, name).not.toMatch(/[A-Za-z]{3,}/)
})

test('a language is found by its tag, whatever its region; another is English', async () => {
  expect((await loadLocale('ja-JP')).terms).toBe(ja)
  expect(await loadLocale('ar-EG')).toMatchObject({ terms: ar, dir: 'rtl' })
  expect(await loadLocale('KO')).toMatchObject({ terms: ko, dir: 'ltr' })
  expect(await loadLocale('xx')).toMatchObject({ terms: en, lang: 'en' })
})

test('nouns are counted as the language counts them', () => {
  expect([1, 2, 1_200].map(en.members)).toEqual(['1 member', '2 members', '1,200 members'])
  expect([1, 1_200].map(ko.members)).toEqual(['멤버 1명', '멤버 1,200명'])
  const three = (3).toLocaleString('ar')
  const eleven = (11).toLocaleString('ar')
  const hundred = (100).toLocaleString('ar')
  expect([1, 2, 3, 11, 100].map(ar.members)).toEqual([
    'عضو واحد',
    'عضوان',
    `${three} أعضاء`,
    `${eleven} عضوًا`,
    `${hundred} عضو`,
  ])
})
