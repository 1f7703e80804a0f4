import { parse, searchText } from '@damso/schema/model'

/** What is looked for, or null: everything. @throws {Refusal} */
export const checkSearch = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : parse(searchText, text, 'search') || null

/** For `LIKE … ESCAPE '!'`: a backslash would need another escape in MySQL. */
export const containing = (text: string): string => `%${text.replace(/[!%_]/g, '!$&')}%`
