import { limits, type Position, Refusal } from '../model/index.ts'
import type { MessageWindow, PageArguments } from '../services/index.ts'
import { builder } from './builder.ts'

const DEFAULT_PAGE = 50

/** The arguments of every forward connection. */
export const forward = builder.args((t) => ({
  first: t.int({ description: `How many, 1 to ${limits.pageSize}; ${DEFAULT_PAGE} unless said.` }),
  after: t.string({ description: '`endCursor` of the page before.' }),
}))

interface Forward {
  first?: number | null | undefined
  after?: string | null | undefined
}

/** @throws {Refusal} where `first` is out of bounds */
export const pageArguments = ({ first, after }: Forward): PageArguments => ({
  first: pageSize('first', first),
  ...(after != null && { after }),
})

/** A page costs what stands on it: its fields times its size, also where the size is refused later. */
export const pageCost = ({ first, last }: Pick<MessageArguments, 'first' | 'last'>) => ({
  field: 1,
  multiplier: Math.max(first ?? last ?? DEFAULT_PAGE, 1),
})

function pageSize(field: string, size: number | null | undefined): number {
  if (size == null) return DEFAULT_PAGE
  if (size < 1) throw new Refusal({ code: 'INVALID', message: `${field} must be 1 to ${limits.pageSize}`, field })
  if (size <= limits.pageSize) return size
  throw new Refusal({
    code: 'TOO_LONG',
    message: `${field} is over its limit of ${limits.pageSize}: ask for the next page with a cursor`,
    field,
    limit: limits.pageSize,
  })
}

export const messageWindow = builder.args((t) => ({
  first: t.int({ description: `The oldest ones after \`after\`: how many, 1 to ${limits.pageSize}.` }),
  after: t.string({ description: 'Only what is newer than this cursor.' }),
  last: t.int({ description: `The newest ones before \`before\`: how many, 1 to ${limits.pageSize}.` }),
  before: t.string({ description: 'Only what is older than this cursor.' }),
  around: t.id({ description: 'The message to put in the middle of a page of `first`.' }),
  aroundDate: t.field({ type: 'DateTime', description: 'The first message at or after this time in the middle.' }),
  atLeast: t.field({
    type: 'Position',
    description:
      'The highest position of this room that you saw anywhere: the page knows all up to it, or is refused as `NOT_CAUGHT_UP`.',
  }),
}))

interface MessageArguments extends Forward {
  last?: number | null | undefined
  before?: string | null | undefined
  around?: string | null | undefined
  aroundDate?: number | null | undefined
  atLeast?: number | null | undefined
}

/**
 * The newest page unless a place is named.
 * @throws {Refusal} where two places are named, or a size or cursor is wrong
 */
export function windowOf({ first, after, last, before, around, aroundDate, atLeast }: MessageArguments): MessageWindow {
  only('first', first, { last, before })
  only('last', last, { after, around, aroundDate })
  only('after', after, { before, around, aroundDate })
  only('before', before, { around, aroundDate })
  only('around', around, { aroundDate })
  return {
    limit: last == null ? pageSize('first', first) : pageSize('last', last),
    ...(before != null && { before: cursorPosition('before', before) }),
    ...(after != null && { after: cursorPosition('after', after) }),
    ...(around != null && { around }),
    ...(aroundDate != null && { aroundDate }),
    ...(first != null && after == null && around == null && aroundDate == null && { after: 0 }),
    ...(atLeast != null && { atLeast }),
  }
}

function only(field: string, value: unknown, others: Record<string, unknown>): void {
  const other = Object.keys(others).find((name) => others[name] != null)
  if (value == null || other === undefined) return
  throw new Refusal({ code: 'INVALID', message: `${field} cannot stand with ${other}: name one place`, field })
}

/** A message's cursor is its position as text. */
function cursorPosition(field: string, cursor: string): Position {
  const at = /^\d{1,16}$/.test(cursor) ? Number(cursor) : Number.NaN
  if (Number.isSafeInteger(at)) return at
  throw new Refusal({ code: 'INVALID', message: `${field} must be a cursor of this room's messages`, field })
}
