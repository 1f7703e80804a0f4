import type { Member, Membership, Message, Room, RoomId } from '@damso/schema/model'
import type { ViewedRoom, Viewer } from '@damso/schema/services'
import { QueryTypes } from 'sequelize'
import { maySee, viewerCan } from '../access/may.ts'
import type { Database } from '../database/database.ts'
import { memberIdOf } from './commit.ts'
import { rooms } from './view-sql.ts'

/** A row of `view-sql.ts`: MySQL hands over its JSON parsed, SQLite as text. */
export interface ViewRow {
  view: string | View
}

/** Of joins that found nothing all fields are null. */
type Joined<T> = T | { [K in keyof T]: null }

interface View {
  room: Omit<Room, 'frozen' | 'lastMessage'> & { frozen: number; lastMessage: string | null }
  membership: Joined<Membership>
  counterpart: Joined<Member>
  actAt: number
}

export interface Views {
  /** One statement; rooms that the viewer may not see are left out. */
  byIds(viewer: Viewer, ids: readonly RoomId[]): Promise<Map<RoomId, ViewedRoom>>
  byKey(viewer: Viewer, key: string): Promise<ViewedRoom | undefined>
  /** What an act left, also for who just went out of the room. */
  after(viewer: Viewer, id: RoomId): Promise<ViewedRoom>
}

export function createViews({ sequelize }: Pick<Database, 'sequelize'>): Views {
  const select = async (viewer: Viewer, where: string, bind: Record<string, unknown>) => {
    const rows = await sequelize.query<ViewRow>(rooms(where), {
      type: QueryTypes.SELECT,
      bind: { site: viewer.site, member: memberIdOf(viewer), ...bind },
    })
    return rows.map(parseView)
  }
  const visible = (viewer: Viewer, views: View[]) =>
    views.filter((view) => maySee(viewer, rulesOf(view), membershipOf(viewer, view)))

  return {
    async byIds(viewer, ids) {
      const names = ids.map((_, at) => `id${at}`)
      const where = `r.id IN (${names.map((name) => `$${name}`).join(', ')})`
      const views = await select(viewer, where, Object.fromEntries(names.map((name, at) => [name, ids[at]])))
      return new Map(visible(viewer, views).map((view) => [view.room.id, viewRoom(viewer, view)]))
    },
    async byKey(viewer, key) {
      const [view] = visible(viewer, await select(viewer, 'r.`key` = $key', { key }))
      return view && viewRoom(viewer, view)
    },
    async after(viewer, id) {
      const [view] = await select(viewer, 'r.id = $id', { id })
      if (!view) throw new Error(`room ${id} is gone`)
      return viewRoom(viewer, view)
    },
  }
}

export const parseView = ({ view }: ViewRow): View => (typeof view === 'string' ? (JSON.parse(view) as View) : view)

/** Spelt out: a spread of so many properties takes ten times as long, for each room of a page. */
export function viewRoom(viewer: Viewer, view: View): ViewedRoom {
  const { room, counterpart } = view
  const membership = membershipOf(viewer, view)
  const active = membership?.state === 'active' ? membership : null
  return {
    site: room.site,
    id: room.id,
    key: room.key,
    kind: room.kind,
    title: room.title,
    picture: room.picture,
    joinPolicy: room.joinPolicy,
    postPolicy: room.postPolicy,
    slowModeSeconds: room.slowModeSeconds,
    frozen: room.frozen === 1,
    memberCount: room.memberCount,
    lastSeq: room.lastSeq,
    lastPosition: room.lastPosition,
    lastChangePosition: room.lastChangePosition,
    createdAt: room.createdAt,
    lastMessage: room.lastMessage === null ? null : (JSON.parse(room.lastMessage) as Message),
    viewerMembership: active,
    viewerCan: viewerCan(viewer, rulesOf(view), membership),
    counterpart: counterpart.id === null ? null : counterpart,
    unreadCount: active ? Math.max(0, room.lastSeq - active.readSeq) : 0,
  }
}

const rulesOf = ({ room: { site, kind, joinPolicy, postPolicy, frozen } }: View) => ({
  site,
  kind,
  joinPolicy,
  postPolicy,
  frozen: frozen === 1,
})

/** Of whatever state: who was banned may less than who never came. */
const membershipOf = (viewer: Viewer, { membership }: View): Membership | undefined =>
  viewer.kind === 'member' && membership.state !== null ? membership : undefined
