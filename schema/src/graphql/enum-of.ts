import { builder } from './builder.ts'

type Screaming<S extends string> = S extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Uppercase<Head> : `_${Head}`}${Screaming<Tail>}`
  : ''

/** An enum over words of the model: `setRole` inside is `SET_ROLE` outside. Each word brings its description. */
export function enumOf<W extends string>(name: string, description: string, words: Record<W, string>) {
  const values = Object.fromEntries(
    Object.entries<string>(words).map(([word, meaning]) => [screaming(word), { value: word, description: meaning }]),
  ) as Record<Screaming<W>, { value: W; description: string }>
  return builder.enumType(name, { description, values })
}

const screaming = (word: string) => word.replace(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase()
