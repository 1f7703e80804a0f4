import { type RoomId, roomKey } from '@damso/schema/model'
import type { MembershipWithMember, RoomService, Viewer } from '@damso/schema/services'
import { QueryTypes } from 'sequelize'
import { afterTime, afterWords, checkFirst, toPage } from './cursor.ts'
import type { RoomsOptions } from './options.ts'
import { checkSearch, searches } from './search.ts'
import { membershipList, publicRoomList, roomList, UNREAD_TOTAL } from './view-sql.ts'
import { type ViewRow, viewRoom } from './views.ts'

type Lists = Pick<RoomService, 'list' | 'unreadTotal' | 'publicRooms' | 'memberships'>

/** A row of `membershipList`. */
interface MemberRow {
  member: string
  role: MembershipWithMember['role']
  state: MembershipWithMember['state']
  version: number
  joined_at: number
  read_position: number
  read_seq: number
  notify: MembershipWithMember['notify']
  muted_until: number | null
  n_name: string
  n_picture: string | null
}

/** Pages of rooms and members: one statement each, whatever is in them. */
export function createLists({ database, access }: Pick<RoomsOptions, 'database' | 'access'>): Lists {
  const search = searches[database.dialect]
  const matchesOf = (text: string | null) => (text === null ? null : search.matches)
  const select = <R extends object>(sql: string, bind: Record<string, unknown>) =>
    database.sequelize.query<R>(sql, { type: QueryTypes.SELECT, bind })

  return {
    async list(viewer, args) {
      const first = checkFirst(args)
      const [actAt, room] = afterTime(args)
      const text = checkSearch(args.search)
      const shape = { unreadOnly: args.unreadOnly ?? false, matches: matchesOf(text), limit: first + 1 }
      const rows = await database.rows<ViewRow>(roomList(shape), {
        ...{ site: viewer.site, member: viewer.member.id, actAt, room },
        ...(text !== null && { search: search.pattern(text) }),
      })
      return roomPage(viewer, rows, first)
    },

    async unreadTotal({ site, member }) {
      const [row] = await select<{ total: number }>(UNREAD_TOTAL, { site, member: member.id })
      return Number(row?.total)
    },

    async publicRooms(viewer, args) {
      const first = checkFirst(args)
      const [actAt, room] = afterTime(args)
      const text = checkSearch(args.search)
      const rows = await database.rows<ViewRow>(publicRoomList({ matches: matchesOf(text), limit: first + 1 }), {
        ...{ site: viewer.site, member: viewer.member.id, actAt, room },
        ...(text !== null && { search: search.pattern(text) }),
      })
      return roomPage(viewer, rows, first)
    },

    async memberships(viewer, room, args) {
      const first = checkFirst(args)
      const [after] = afterWords(args, 1)
      const text = checkSearch(args.search)
      await access.check(viewer, 'read', room)
      const key = roomKey(viewer, room)
      const rows = await select<MemberRow>(membershipList({ matches: matchesOf(text), limit: first + 1 }), {
        ...{ site: key.site, room, after },
        ...(text !== null && { search: search.pattern(text), exact: text }),
      })
      return toPage(
        rows,
        first,
        ({ member }) => [member],
        (row) => membershipWithMember(viewer.site, room, row),
      )
    },
  }
}

const roomPage = (viewer: Viewer, rows: ViewRow[], first: number) =>
  toPage(
    rows.map((row) => viewRoom(viewer, row)),
    first,
    ({ actAt, room }) => [actAt, room.id],
    ({ room }) => room,
  )

const membershipWithMember = (site: string, room: RoomId, row: MemberRow): MembershipWithMember => ({
  site,
  room,
  member: row.member,
  role: row.role,
  state: row.state,
  version: row.version,
  joinedAt: row.joined_at,
  readPosition: row.read_position,
  readSeq: row.read_seq,
  notify: row.notify,
  mutedUntil: row.muted_until,
  memberOf: { id: row.member, name: row.n_name, picture: row.n_picture },
})
