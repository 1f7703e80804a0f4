import { note } from '../support/print.ts'

/** A member of 5,000 rooms, one of 26, and a community around them. */
export const HEAVY = { id: 'heavy', rooms: 5_000 }
export const TYPICAL = { id: 'typical', rooms: 26 }
const OTHERS_PER_ROOM = 5
const DIRECT_EVERY = 3
const BATCH = 5_000
const NOTED = 100_000

/** Values by their columns; the same columns in all rows of a table. */
export type Row = Readonly<Record<string, string | number | null>>

/** Puts rows straight into a table. */
export type Insert = (table: string, rows: readonly Row[]) => Promise<unknown>

export interface Community {
  rooms: number
  /** Members beside the two that are measured. */
  others: number
}

const roomNumbered = (at: number) => `0192a1b0-0000-7000-8000-${String(at).padStart(12, '0')}`
const isDirect = (at: number) => at % DIRECT_EVERY === 0
const actAt = (at: number) => 1_790_000_000_000 + ((at * 7_919) % 1_000_003)

const message = (at: number) =>
  JSON.stringify({
    ...{
      site: 'shop',
      room: roomNumbered(at),
      id: 'message-00000000000000',
      position: 1_000,
      revision: 1_000,
      seq: 40,
    },
    ...{
      nonce: `nonce-${at}`,
      sender: { id: 'm1', name: '김민아', picture: null },
      text: 'Is the blue one in stock? '.repeat(4),
    },
    ...{ replyTo: null, mentions: [], reactions: [], sentAt: 1_790_000_000_000, editedAt: null, deletedAt: null },
  })

function* members({ others }: Community): Iterable<Row> {
  const ids = [HEAVY.id, TYPICAL.id, ...Array.from({ length: others }, (_, at) => `m${at}`)]
  for (const id of ids) yield { site: 'shop', id, name: `Name of ${id}`, created_at: 1, updated_at: 1 }
}

function* rooms(community: Community): Iterable<Row> {
  for (let at = 0; at < community.rooms; at++)
    yield {
      ...{ site: 'shop', id: roomNumbered(at), kind: isDirect(at) ? 'direct' : 'group' },
      ...{ title: isDirect(at) ? '' : `Room ${at}`, join_policy: 'invite', member_count: 6, last_seq: 40 },
      ...{ last_position: 1_000, last_change_position: 1_000, last_message: message(at) },
      ...{ act_at: actAt(at), created_at: 1 },
    }
}

function* memberships(community: Community): Iterable<Row> {
  const typicalEvery = Math.ceil(community.rooms / TYPICAL.rooms)
  for (let at = 0; at < community.rooms; at++) {
    const named = [...(at < HEAVY.rooms ? [HEAVY.id] : []), ...(at % typicalEvery === 1 ? [TYPICAL.id] : [])]
    const others = Array.from(
      { length: OTHERS_PER_ROOM },
      (_, other) => `m${(at * 31 + other * 997) % community.others}`,
    )
    const ids = isDirect(at) ? [...named, ...others].slice(0, 2) : [...named, ...others]
    for (const [place, member] of ids.entries())
      yield {
        ...{ site: 'shop', room: roomNumbered(at), member, joined_at: 1 },
        ...{ read_seq: 40 - ((at + place) % 5), act_at: actAt(at) },
      }
  }
}

/** As years of use would leave the tables; what a row does not say is the column's default. */
export async function populate(insert: Insert, community: Community): Promise<void> {
  await insert('sites', [{ id: 'shop', name: 'Shop', created_at: 1 }])
  await inBatches(insert, 'members', members(community))
  await inBatches(insert, 'rooms', rooms(community))
  await inBatches(insert, 'memberships', memberships(community))
}

async function inBatches(insert: Insert, table: string, rows: Iterable<Row>): Promise<void> {
  let batch: Row[] = []
  let inserted = 0
  for (const row of rows) {
    if (batch.push(row) < BATCH) continue
    await insert(table, batch)
    inserted += batch.length
    batch = []
    if (inserted % NOTED === 0) note(`rooms: ${inserted} rows of ${table} inserted`)
  }
  if (batch.length > 0) await insert(table, batch)
}
