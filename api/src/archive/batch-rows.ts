/** Octets of the rows of one statement: with its quotes escaped it stays far below the 16 MB that servers take. */
const STATEMENT_OCTETS = 4_000_000

interface RowKey {
  site: string
  room: string
  member?: string
}

/** The one order in which everybody locks rows of many rooms, so that they wait in line and not for each other. */
export const byKey = (one: RowKey, other: RowKey): number =>
  compare(one.site, other.site) || compare(one.room, other.room) || compare(one.member ?? '', other.member ?? '')

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** The rows as one statement takes them: in one part, unless previews of many kilobytes come by the hundreds. */
export function* parts<Row>(rows: readonly Row[]): Generator<Row[]> {
  let part: Row[] = []
  let octets = 0
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row))
    if (part.length > 0 && octets + size > STATEMENT_OCTETS) {
      yield part
      part = []
      octets = 0
    }
    part.push(row)
    octets += size
  }
  if (part.length > 0) yield part
}
