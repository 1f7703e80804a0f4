import type { Strings } from './strings.ts'
import type { Terms } from './terms.ts'

/** A language, ready to be used: its sentences, and its times and days by `Intl`. */
export interface Locale {
  lang: string
  dir: 'ltr' | 'rtl'
  terms: Terms
  /** 오후 3:42 */
  time(at: number): string
  /** 오늘, 어제, 11월 20일 금요일 */
  day(at: number): string
  /** A list row's: the time today, else the day, short. */
  brief(at: number): string
  /** The full date, for hover and focus. */
  full(at: number): string
}

/** Each language is a chunk of its own. */
const languages: Record<string, () => Promise<Terms>> = {
  ko: async () => (await import('./ko.ts')).ko,
  en: async () => (await import('./en.ts')).en,
  ja: async () => (await import('./ja.ts')).ja,
  ar: async () => (await import('./ar.ts')).ar,
}

/** Those written from the right: ours, and what an owner may bring. */
const fromTheRight = new Set(['ar', 'fa', 'he', 'ur'])

const languageOf = (tag: string) => tag.toLowerCase().split('-')[0] ?? ''

/**
 * A language with what the owner says otherwise, by `strings` or by JSON in the page.
 * @param tag a BCP 47 tag; a language that is not here nor among the strings, or does not load, is English
 * @throws where English does not load either
 */
export async function loadLocale(tag: string, strings?: Strings): Promise<Locale> {
  const found = await languages[languageOf(tag)]?.().catch(() => undefined)
  const lang = found ? tag : 'en'
  const terms = found ?? (await import('./en.ts')).en
  const blocks = [...(globalThis.document?.querySelectorAll('script[data-damso-strings]') ?? [])]
  if (!strings && blocks.length === 0) return createLocale(lang, terms)
  const given = [...blocks.map(({ textContent }) => textContent), strings]
  const own = await import('./own-strings.ts').then(
    ({ ownStrings }) => ownStrings(given, { tag, lang, terms }),
    () => ({ lang, terms }),
  )
  return createLocale(own.lang, own.terms)
}

/** @param lang the language of the terms, which is also that of times and days */
export function createLocale(lang: string, terms: Terms): Locale {
  const language = languageOf(lang)
  const format = (options: Intl.DateTimeFormatOptions) => {
    const { format } = new Intl.DateTimeFormat(lang, options)
    return (at: number) => format(at)
  }
  const time = format({ hour: 'numeric', minute: '2-digit' })
  const day = format({ month: 'long', day: 'numeric', weekday: 'long' })
  const dayOfYear = format({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' })
  const short = format({ month: ['ko', 'ja'].includes(language) ? 'long' : 'short', day: 'numeric' })
  const shortOfYear = format({ year: 'numeric', month: 'numeric', day: 'numeric' })
  const near = (at: number) => {
    const days = daysBetween(at, Date.now())
    return days === 0 ? terms.today : days === 1 ? terms.yesterday : undefined
  }
  const thisYear = (at: number) => new Date(at).getFullYear() === new Date().getFullYear()
  return {
    lang,
    dir: fromTheRight.has(language) ? 'rtl' : 'ltr',
    terms,
    time,
    day: (at) => near(at) ?? (thisYear(at) ? day(at) : dayOfYear(at)),
    brief: (at) =>
      daysBetween(at, Date.now()) === 0 ? time(at) : (near(at) ?? (thisYear(at) ? short(at) : shortOfYear(at))),
    full: format({ dateStyle: 'full', timeStyle: 'short' }),
  }
}

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0)

/** Calendar days of this place; a day of 23 or 25 hours is a day. */
export const daysBetween = (from: number, to: number): number =>
  Math.round((startOfDay(to) - startOfDay(from)) / 86_400_000)
