import type { Member, Membership, Position, RoomId, SiteId } from '@damso/schema/model'
import type { ViewedRoom, Viewer } from '@damso/schema/services'
import { QueryTypes } from 'sequelize'
import { maySee, viewerCan } from '../access/may.ts'
import type { Database } from '../database/database.ts'
import { memberIdOf } from './commit.ts'
import { type RoomData, toRoom } from './shapes.ts'
import { rooms } from './view-sql.ts'

/** A row of `view-sql.ts`. */
export interface ViewRow {
  site: SiteId
  id: RoomId
  key: string | null
  kind: RoomData['kind']
  title: string
  picture: string | null
  join_policy: RoomData['joinPolicy']
  post_policy: RoomData['postPolicy']
  slow_mode_seconds: number
  frozen: number
  member_count: number
  last_seq: number
  last_position: Position
  last_change_position: Position
  last_message: string | null
  act_at: number
  created_at: number
  m_role: Membership['role']
  m_state: Membership['state'] | null
  m_version: number
  m_joined_at: number
  m_read_position: Position
  m_read_seq: number
  m_notify: Membership['notify']
  m_muted_until: number | null
  c_id: string | null
  c_name: string
  c_picture: string | null
  /** What a list is sorted by. */
  list_act_at: number
}

export interface Views {
  /** One statement; rooms that the viewer may not see are left out. */
  byIds(viewer: Viewer, ids: readonly RoomId[]): Promise<Map<RoomId, ViewedRoom>>
  byKey(viewer: Viewer, key: string): Promise<ViewedRoom | undefined>
  /** What an act left, also for who just went out of the room. */
  after(viewer: Viewer, id: RoomId): Promise<ViewedRoom>
}

export function createViews({ sequelize }: Pick<Database, 'sequelize'>): Views {
  const select = (viewer: Viewer, where: string, bind: Record<string, unknown>) =>
    sequelize.query<ViewRow>(rooms(where), {
      type: QueryTypes.SELECT,
      bind: { site: viewer.site, member: memberIdOf(viewer), ...bind },
    })
  const visible = (viewer: Viewer, rows: ViewRow[]) =>
    rows.filter((row) => maySee(viewer, settingsOf(row), membershipOf(viewer, row)))

  return {
    async byIds(viewer, ids) {
      const names = ids.map((_, at) => `id${at}`)
      const where = `r.id IN (${names.map((name) => `$${name}`).join(', ')})`
      const rows = await select(viewer, where, Object.fromEntries(names.map((name, at) => [name, ids[at]])))
      return new Map(visible(viewer, rows).map((row) => [row.id, viewRoom(viewer, row)]))
    },
    async byKey(viewer, key) {
      const [row] = visible(viewer, await select(viewer, 'r.`key` = $key', { key }))
      return row && viewRoom(viewer, row)
    },
    async after(viewer, id) {
      const [row] = await select(viewer, 'r.id = $id', { id })
      if (!row) throw new Error(`room ${id} is gone`)
      return viewRoom(viewer, row)
    },
  }
}

export function viewRoom(viewer: Viewer, row: ViewRow): ViewedRoom {
  const membership = membershipOf(viewer, row)
  const room = settingsOf(row)
  const active = membership?.state === 'active' ? membership : null
  return {
    ...toRoom({
      ...room,
      memberCount: row.member_count,
      lastSeq: row.last_seq,
      lastPosition: row.last_position,
      lastChangePosition: row.last_change_position,
      lastMessage: row.last_message,
      actAt: row.act_at,
      createdAt: row.created_at,
      directPair: null,
    }),
    viewerMembership: active,
    viewerCan: viewerCan(viewer, room, membership),
    counterpart: counterpartOf(row),
    unreadCount: active ? Math.max(0, row.last_seq - active.readSeq) : 0,
  }
}

const settingsOf = (row: ViewRow) => ({
  site: row.site,
  id: row.id,
  key: row.key,
  kind: row.kind,
  title: row.title,
  picture: row.picture,
  joinPolicy: row.join_policy,
  postPolicy: row.post_policy,
  slowModeSeconds: row.slow_mode_seconds,
  frozen: Boolean(row.frozen),
})

/** Of whatever state: who was banned may less than who never came. */
function membershipOf(viewer: Viewer, row: ViewRow): Membership | undefined {
  if (viewer.kind !== 'member' || row.m_state === null) return undefined
  return {
    site: row.site,
    room: row.id,
    member: viewer.member.id,
    role: row.m_role,
    state: row.m_state,
    version: row.m_version,
    joinedAt: row.m_joined_at,
    readPosition: row.m_read_position,
    readSeq: row.m_read_seq,
    notify: row.m_notify,
    mutedUntil: row.m_muted_until,
  }
}

const counterpartOf = ({ c_id: id, c_name: name, c_picture: picture }: ViewRow): Member | null =>
  id === null ? null : { id, name, picture }
