import { limits, parse, Refusal } from '@damso/schema/model'
import * as v from 'valibot'

const search = v.pipe(v.string(), v.normalize('NFC'), v.trim(), v.maxBytes(limits.nameBytes))

/** What is looked for, or null: nothing. @throws {Refusal} */
export function checkSearch(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null
  const wanted = parse(search, text, 'search')
  if (wanted.includes('\0') || !wanted.isWellFormed())
    throw new Refusal({ code: 'INVALID', message: 'search holds half a character or NUL: remove it', field: 'search' })
  return wanted || null
}

/** For `LIKE … ESCAPE '!'`: a backslash would need another escape in MySQL. */
export const containing = (text: string): string => `%${text.replace(/[!%_]/g, '!$&')}%`
