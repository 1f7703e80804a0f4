import {
  parse,
  type RecordBodies,
  Refusal,
  type RoomId,
  roomKey,
  siteKey,
  type UpdateRoomInput,
  updateRoomInput,
  upsertRoomInput,
} from '@damso/schema/model'
import type { RoomService, ServerViewer, Viewer } from '@damso/schema/services'
import type { MembershipRows } from './change-memberships.ts'
import { type Act, actorOf, type Commit } from './commit.ts'
import { insertRoom, roomByKey } from './create-room.ts'
import type { RoomsOptions } from './options.ts'
import type { RoomData } from './shapes.ts'
import type { Views } from './views.ts'

/** What a room is called and who may come in and speak. */
export function createRoomSettings(
  { database, access }: Pick<RoomsOptions, 'database' | 'access'>,
  commit: Commit,
  memberships: Pick<MembershipRows, 'lockRoom'>,
  views: Views,
): Pick<RoomService, 'update' | 'upsert'> {
  const { Room } = database.models

  async function write(room: RoomData, change: Partial<RoomData>, act: Act): Promise<void> {
    if (Object.keys(change).length === 0) return act.repeats(room)
    await Room.update(change, { where: { site: room.site, id: room.id }, transaction: act.transaction })
    const { kind: _, ...said } = change
    act.room(room, said as RecordBodies['room'])
  }

  async function insert(viewer: ServerViewer, key: string, input: Partial<RoomData>, act: Act): Promise<RoomData> {
    const { title, kind = 'group', ...rest } = input
    if (title === undefined)
      throw new Refusal({ code: 'INVALID', message: 'title is missing: a new room needs one', field: 'title' })
    return insertRoom(database, { ...rest, site: viewer.site, key, title, kind }, act)
  }

  return {
    async update(viewer: Viewer, id: RoomId, given: unknown) {
      const input = said(parse(updateRoomInput, given))
      await access.check(viewer, 'update', id)
      await commit(actorOf(viewer), async (act) => {
        const room = await memberships.lockRoom(roomKey(viewer, id), act)
        await write(room, differing(room, input), act)
      })
      return views.after(viewer, id)
    },

    async upsert(viewer, givenKey, given) {
      const key = parse(siteKey, givenKey, 'key')
      const input = said(parse(upsertRoomInput, given))
      const id = await commit(null, async (act) => {
        const room = await roomByKey(database, { site: viewer.site, key }, act, () => insert(viewer, key, input, act))
        await write(room, differing(room, input), act)
        return room.id
      })
      return views.after(viewer, id)
    },
  }
}

/** Absent, or null where null clears nothing: unchanged. */
function said(input: UpdateRoomInput & { kind?: RoomData['kind'] | null | undefined }): Partial<RoomData> {
  const entries = Object.entries(input).filter(
    ([name, value]) => value !== undefined && (value !== null || name === 'picture'),
  )
  return Object.fromEntries(entries)
}

function differing(room: RoomData, input: Partial<RoomData>): Partial<RoomData> {
  const before = { ...room, frozen: Boolean(room.frozen) }
  const entries = Object.entries(input).filter(([name, value]) => before[name as keyof RoomData] !== value)
  return Object.fromEntries(entries)
}
