import { differs } from '../differs.ts'
import type { Row } from './rows.ts'

/** So many new rows come into the page at once at either end. A page of the history at once would be felt by a hand that scrolls. */
export const STEP = 12

/**
 * What stands next in the page, on the way to what shall stand there. Rows that say what they said stay the same objects; new
 * ones come a few at a time. A place that shares nothing with what stands comes whole.
 *
 * @param following the reader stands at the newest row: all that comes below is to be seen at once
 */
export function nextRows(standing: readonly Row[], wanted: readonly Row[], following: boolean): Row[] {
  const before = new Map(standing.map((row) => [row.key, row]))
  const stands = ({ key }: Row) => before.has(key)
  const first = wanted.findIndex(stands)
  const last = following || first < 0 ? wanted.length : wanted.findLastIndex(stands) + STEP
  return wanted.slice(Math.max(0, first - STEP), last + 1).map((row) => {
    const same = before.get(row.key)
    return same === undefined || differs(same, row) ? row : same
  })
}
