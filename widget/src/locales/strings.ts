import type { Terms } from './terms.ts'

/** By the plural categories of the language (`one`, `few`, `other` …), for sentences with a count. */
export type PluralForms = { readonly [form in Intl.LDMLPluralRule]?: string } & { readonly other: string }

/**
 * How an owner says one of the widget's sentences: as text. Where it holds something, as text with the parameter's name in braces
 * (`'{count} new'`), as such texts by plural category, or as a function.
 */
type Own<T> = T extends (...given: infer G) => string
  ? string | PluralForms | ((...given: G) => string)
  : T extends string
    ? string
    : Partial<T>

export type OwnTerms = { readonly [name in keyof Terms]?: Own<Terms[name]> }

/**
 * The owner's own sentences, by their names in `Terms`: for whatever language is shown, or by language. A language that the widget does
 * not have can be brought in whole, by a tag with a region: `{'de-DE': {…}}`.
 */
export type Strings = OwnTerms & { readonly [language in 'ko' | 'en' | 'ja' | 'ar']?: OwnTerms } & {
  readonly [tag: `${string}-${string}`]: OwnTerms
}
