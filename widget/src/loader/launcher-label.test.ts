import { expect, test } from 'vitest'
import { ar } from '../locales/ar.ts'
import { en } from '../locales/en.ts'
import { ja } from '../locales/ja.ts'
import { ko } from '../locales/ko.ts'
import { launcherLabel, loaderTerms } from './launcher-label.ts'

test('until a language is here the loader speaks Korean and English, in the same words', () => {
  for (const [tag, terms] of [
    ['ko-KR', ko],
    ['en', en],
  ] as const) {
    const { openChat, closeChat, failedToLoad } = terms
    expect(loaderTerms(tag)).toMatchObject({ openChat, closeChat, failedToLoad })
  }
  expect(launcherLabel(loaderTerms('ko'), false, 3)).toBe('대화 열기, 3')
  expect(loaderTerms('kok')).toBe(loaderTerms('fr'))
})

test('every language names the launcher, its state and the count', () => {
  for (const terms of [ko, en, ja, ar]) {
    expect(launcherLabel(terms, true, 3)).toBe(terms.closeChat)
    expect(launcherLabel(terms, false, 0)).toBe(terms.openChat)
    expect(launcherLabel(terms, false, 3)).toBe(`${terms.openChat}, ${terms.unread(3)}`)
  }
})
