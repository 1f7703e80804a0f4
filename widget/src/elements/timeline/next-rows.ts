import { differs } from '../differs.ts'
import type { Row } from './rows.ts'

/** So many new rows come into the page at once at either end. A page of the history at once would be felt by a hand that scrolls. */
export const STEP = 18

/**
 * What stands next in the page, on the way to what shall stand there. Rows that say what they said stay the same objects; new
 * ones come a few at a time, and those that shall go make way for them. A place that shares nothing with what stands comes whole.
 *
 * @param following the reader stands at the newest row: all that comes below is to be seen at once
 */
export function nextRows(standing: readonly Row[], wanted: readonly Row[], following: boolean): Row[] {
  const before = new Map(standing.map((row) => [row.key, row]))
  const stands = ({ key }: Row) => before.has(key)
  const first = wanted.findIndex(stands)
  if (first < 0) return [...wanted]
  const last = wanted.findLastIndex(stands)
  const come = wanted.slice(Math.max(0, first - STEP), following ? wanted.length : last + 1 + STEP).map((row) => {
    const same = before.get(row.key)
    return same === undefined || differs(same, row) ? row : same
  })
  const spare = countMessages(wanted) - countMessages(come)
  const placeOf = (row: Row | undefined) => standing.findIndex(({ key }) => key === row?.key)
  const above = standing.slice(0, placeOf(wanted[first]))
  const below = standing.slice(placeOf(wanted[last]) + 1)
  return [
    ...above.slice(Math.max(0, above.length - spare)),
    ...come,
    ...below.slice(0, Math.max(0, spare - above.length)),
  ]
}

const countMessages = (rows: readonly Row[]) => rows.filter(({ kind }) => kind === 'message').length
