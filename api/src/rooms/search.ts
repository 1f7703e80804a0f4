import { parse, searchText } from '@damso/schema/model'
import type { Dialect } from '../database/opened.ts'

/** How a dialect finds a text in a column, whatever the case of its letters. */
interface Search {
  /** SQL that holds where the column contains what `$search` was made of. */
  matches(column: string): string
  /** The value of `$search`. */
  pattern(text: string): string
}

/** What is looked for, or null: everything. @throws {Refusal} */
export const checkSearch = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : parse(searchText, text, 'search') || null

export const searches: Readonly<Record<Dialect, Search>> = {
  // LIKE and lower() know the case of ASCII alone there, so the pattern names both cases of each letter.
  sqlite: {
    matches: (column) => `${column} GLOB $search`,
    pattern: (text) => `*${[...text].map(anyCase).join('')}*`,
  },
  // A collation that knew no case would know no accents either, and no difference between two emoji.
  mysql: {
    matches: (column) => `LOWER(${column}) LIKE LOWER($search) ESCAPE '!'`,
    // A backslash would need another escape.
    pattern: (text) => `%${text.replace(/[!%_]/g, '!$&')}%`,
  },
}

function anyCase(letter: string): string {
  const cases = [letter, letter.toLowerCase(), letter.toUpperCase()].filter((other) => isSame(letter, other))
  const distinct = [...new Set(cases)].join('')
  return distinct === letter && !'*?['.includes(letter) ? letter : `[${distinct}]`
}

/** One character: the capital of ß is two. */
const isSame = (letter: string, other: string): boolean =>
  [...other].length === 1 && other.toLowerCase() === letter.toLowerCase()
