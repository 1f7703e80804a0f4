import type { MemberId, Membership, Message, Room, RoomId } from '@damso/schema/model'
import type { ViewedRoom, Viewer } from '@damso/schema/services'
import { maySee, viewerCan } from '../access/may.ts'
import type { Database } from '../database/database.ts'
import { memberIdOf } from './commit.ts'
import { rooms } from './view-sql.ts'

/** A row of `view-sql.ts`. Of a join that found nothing all is null, as `state` and `otherId` tell. */
export type ViewRow = readonly [
  ...[id: RoomId, key: Room['key'], kind: Room['kind'], title: string, picture: string | null],
  ...[joinPolicy: Room['joinPolicy'], postPolicy: Room['postPolicy'], slowModeSeconds: number, frozen: number],
  ...[memberCount: number, lastSeq: number, lastPosition: number, lastChangePosition: number],
  ...[lastMessage: string | null, createdAt: number],
  ...[role: Membership['role'], state: Membership['state'] | null, version: number, joinedAt: number],
  ...[readPosition: number, readSeq: number, notify: Membership['notify'], mutedUntil: number | null],
  ...[otherId: MemberId | null, otherName: string, otherPicture: string | null],
  actAt: number,
]

export interface Views {
  /** One statement; rooms that the viewer may not see are left out. */
  byIds(viewer: Viewer, ids: readonly RoomId[]): Promise<Map<RoomId, ViewedRoom>>
  byKey(viewer: Viewer, key: string): Promise<ViewedRoom | undefined>
  /** What an act left, also for who just went out of the room. */
  after(viewer: Viewer, id: RoomId): Promise<ViewedRoom>
}

export function createViews({ rows }: Pick<Database, 'rows'>): Views {
  const select = async (viewer: Viewer, where: string, parameters: Record<string, string>) => {
    const bound = { site: viewer.site, member: memberIdOf(viewer), ...parameters }
    return (await rows<ViewRow>(rooms(where), bound)).map((row) => viewRoom(viewer, row))
  }

  return {
    async byIds(viewer, ids) {
      const named = Object.fromEntries(ids.map((id, at) => [`id${at}`, id]))
      const where = `r.id IN (${Object.keys(named)
        .map((name) => `$${name}`)
        .join(', ')})`
      const views = await select(viewer, where, named)
      return new Map(views.filter(({ visible }) => visible).map(({ room }) => [room.id, room]))
    },
    async byKey(viewer, key) {
      const [view] = await select(viewer, 'r.`key` = $key', { key })
      return view?.visible ? view.room : undefined
    },
    async after(viewer, id) {
      const [view] = await select(viewer, 'r.id = $id', { id })
      if (!view) throw new Error(`room ${id} is gone`)
      return view.room
    },
  }
}

/**
 * A room as the viewer sees it, and whether they may. Spelt out, without spreads and rests: those took ten times as long, for each room
 * of a page.
 */
export function viewRoom(viewer: Viewer, row: ViewRow): { room: ViewedRoom; visible: boolean; actAt: number } {
  // biome-ignore format: in the order of the columns
  const [
    id, key, kind, title, picture, joinPolicy, postPolicy, slowModeSeconds, frozen,
    memberCount, lastSeq, lastPosition, lastChangePosition, lastMessage, createdAt,
    role, state, version, joinedAt, readPosition, readSeq, notify, mutedUntil,
    otherId, otherName, otherPicture, actAt,
  ] = row
  const { site } = viewer
  const rules = { site, kind, joinPolicy, postPolicy, frozen: frozen === 1 }
  // Of whatever state: who was banned may less than who never came.
  const membership: Membership | undefined =
    viewer.kind === 'member' && state !== null
      ? {
          site,
          room: id,
          member: viewer.member.id,
          role,
          state,
          version,
          joinedAt,
          readPosition,
          readSeq,
          notify,
          mutedUntil,
        }
      : undefined
  const active = membership?.state === 'active' ? membership : null
  return {
    visible: maySee(viewer, rules, membership),
    actAt,
    room: {
      site,
      id,
      key,
      kind,
      title,
      picture,
      joinPolicy,
      postPolicy,
      slowModeSeconds,
      frozen: rules.frozen,
      memberCount,
      lastSeq,
      lastPosition,
      lastChangePosition,
      createdAt,
      lastMessage: lastMessage === null ? null : (JSON.parse(lastMessage) as Message),
      viewerMembership: active,
      viewerCan: viewerCan(viewer, rules, membership),
      counterpart: otherId === null ? null : { id: otherId, name: otherName, picture: otherPicture },
      unreadCount: active ? Math.max(0, lastSeq - active.readSeq) : 0,
    },
  }
}
