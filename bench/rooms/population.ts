import { connectSqlite } from '@damso/api/internal/sqlite'

/** A member of 5,000 rooms, one of 26, and a community around them. */
export const HEAVY = { id: 'heavy', rooms: 5_000 }
export const TYPICAL = { id: 'typical', rooms: 26 }
export const ROOMS = 20_000
const OTHERS = 5_000
const OTHERS_PER_ROOM = 5
const DIRECT_EVERY = 3
const BATCH = 5_000

export const roomNumbered = (at: number) => `0192a1b0-0000-7000-8000-${String(at).padStart(12, '0')}`

const insertMember =
  'INSERT INTO members (site, id, name, picture, created_at, updated_at) VALUES (?, ?, ?, NULL, 1, 1)'
const insertRoom = `INSERT INTO rooms (site, id, kind, title, join_policy, post_policy, slow_mode_seconds, frozen, member_count,
last_seq, last_position, last_change_position, last_message, act_at, created_at)
VALUES ('shop', ?, ?, ?, 'invite', 'members', 0, 0, 6, ?, 1000, 1000, ?, ?, 1)`
const insertMembership = `INSERT INTO memberships (site, room, member, role, state, version, joined_at, read_position, read_seq,
notify, act_at, large) VALUES ('shop', ?, ?, 'member', 'active', 1, 1, 0, ?, 'all', ?, 0)`

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

/** Rows straight into the tables of `file`, as years of use would leave them. */
export async function populate(file: string, onFatal: (error: Error) => void): Promise<void> {
  const connection = connectSqlite({ file, onFatal })
  const insert = async (sql: string, rows: (string | number | null)[][]) => {
    for (let from = 0; from < rows.length; from += BATCH)
      await connection.commit([{ sql, rows: rows.slice(from, from + BATCH) }])
  }
  const isDirect = (at: number) => at % DIRECT_EVERY === 0
  const actAt = (at: number) => 1_790_000_000_000 + ((at * 7_919) % 1_000_003)
  const rooms = Array.from({ length: ROOMS }, (_, at) => at)
  const memberships = rooms.flatMap((at) => {
    const named = [
      ...(at < HEAVY.rooms ? [HEAVY.id] : []),
      ...(at % Math.floor(ROOMS / TYPICAL.rooms) === 1 ? [TYPICAL.id] : []),
    ]
    const others = Array.from({ length: OTHERS_PER_ROOM }, (_, other) => `m${(at * 31 + other * 997) % OTHERS}`)
    const members = isDirect(at) ? [...named, ...others].slice(0, 2) : [...named, ...others]
    return members.map((member, place) => [roomNumbered(at), member, 40 - ((at + place) % 5), actAt(at)])
  })
  await insert(
    "INSERT INTO sites (id, name, guests_allowed, direct_policy, created_at) VALUES (?, 'Shop', 0, 'anyone', 1)",
    [['shop']],
  )
  const members = [HEAVY.id, TYPICAL.id, ...Array.from({ length: OTHERS }, (_, at) => `m${at}`)]
  await insert(
    insertMember,
    members.map((id) => ['shop', id, `Name of ${id}`]),
  )
  await insert(
    insertRoom,
    rooms.map((at) => [
      roomNumbered(at),
      isDirect(at) ? 'direct' : 'group',
      isDirect(at) ? '' : `Room ${at}`,
      40,
      message(at),
      actAt(at),
    ]),
  )
  await insert(insertMembership, memberships)
  await connection.script('ANALYZE')
  await connection.close()
}
