import { limits, Refusal } from '@damso/schema/model'
import type { Page, PageArguments } from '@damso/schema/services'

/** Where a page went on: the sort key of its last row. */
export type SortKey = readonly [number, string]

/** Before everything, downwards: later than any time, above any uuid. */
const NEWEST: SortKey = [Number.MAX_SAFE_INTEGER, '~']

const encode = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** @throws {Refusal} */
export function checkFirst({ first }: PageArguments): number {
  if (!Number.isSafeInteger(first) || first < 1)
    throw new Refusal({ code: 'INVALID', message: 'first must be a whole number from 1', field: 'first' })
  if (first > limits.pageSize)
    throw new Refusal({
      code: 'TOO_LONG',
      message: `first is over its limit of ${limits.pageSize}: ask for the next page by after`,
      field: 'first',
      limit: limits.pageSize,
    })
  return first
}

/** The place of a (time, id) cursor. @throws {Refusal} */
export function afterTime({ after }: PageArguments): SortKey {
  if (after === undefined || after === null) return NEWEST
  const key = decode(after)
  if (Array.isArray(key) && key.length === 2 && Number.isSafeInteger(key[0]) && typeof key[1] === 'string')
    return [key[0], key[1]]
  throw foreign()
}

/** The place of a cursor of words. @throws {Refusal} */
export function afterWords({ after }: PageArguments, count: number): string[] {
  if (after === undefined || after === null) return Array.from({ length: count }, () => '')
  const key = decode(after)
  if (Array.isArray(key) && key.length === count && key.every((word) => typeof word === 'string')) return key
  throw foreign()
}

/** A page of rows that were asked for one too many. */
export function toPage<R, T>(rows: R[], first: number, keyOf: (row: R) => unknown, nodeOf: (row: R) => T): Page<T> {
  const edges = rows.slice(0, first).map((row) => ({ cursor: encode(keyOf(row)), node: nodeOf(row) }))
  return { edges, hasNextPage: rows.length > first }
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw foreign()
  }
}

const foreign = (): Refusal =>
  new Refusal({
    code: 'INVALID',
    message: 'after is no cursor of this list: pass one that a page gave',
    field: 'after',
  })
