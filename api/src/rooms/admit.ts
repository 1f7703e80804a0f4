import { displayName, type Member, Refusal, type RoomRole, type SiteId } from '@damso/schema/model'
import type { MemberViewer } from '@damso/schema/services'
import * as v from 'valibot'
import type { Database } from '../database/database.ts'
import type { MembershipRows } from './change-memberships.ts'
import type { Act, Commit } from './commit.ts'
import { insertRoom, roomByKey } from './create-room.ts'
import { findMembers } from './known-members.ts'
import type { RoomData } from './shapes.ts'
import { putMembers } from './upsert-members.ts'

/** Makes the member and the memberships that a token grants, by the site's own keys. Idempotent. */
export type Admit = (viewer: MemberViewer, rooms: Readonly<Record<string, RoomRole>>) => Promise<void>

/**
 * A claim only grants (design §11): an unknown key makes an invite-only group titled by it; who has a membership of any
 * state, also one that ended, keeps it as it is. A token that brings nothing new writes nothing.
 */
export function createAdmit(database: Database, commit: Commit, memberships: MembershipRows): Admit {
  const { Membership, Room } = database.models

  async function missing({ site, member }: MemberViewer, keys: readonly string[]): Promise<string[]> {
    if (keys.length === 0) return []
    const rooms = await Room.findAll({ where: { site, key: [...keys] }, attributes: ['id', 'key'], raw: true })
    const room = rooms.map(({ id }) => id)
    const held = await Membership.findAll({ where: { site, room, member: member.id }, attributes: ['room'], raw: true })
    const there = new Set(held.map((row) => row.room))
    const granted = new Set(rooms.filter(({ id }) => there.has(id)).map(({ key }) => key))
    return keys.filter((key) => !granted.has(key))
  }

  const roomOf = (site: SiteId, key: string, act: Act): Promise<RoomData> =>
    roomByKey(database, { site, key }, act, () =>
      insertRoom(database, { site, key, kind: 'group', title: titleOf(key) }, act),
    )

  return async (viewer, rooms) => {
    const { site, member } = viewer
    const known = (await findMembers(database, site, [member.id])).get(member.id)
    // In one order, so that tokens that grant the same rooms wait in line for them.
    const keys = await missing(viewer, Object.keys(rooms).sort())
    if (isSame(known, member) && keys.length === 0) return
    await commit(member, async (act) => {
      await putMembers(database, site, [member], act.transaction)
      for (const key of keys) {
        const room = await roomOf(site, key, act)
        const wish = { member, state: 'active', role: rooms[key], from: ['none'] } as const
        await memberships.change(room, [wish], act).catch(unlessFull)
      }
    })
  }
}

const isSame = (known: Member | undefined, member: Member): boolean =>
  known?.name === member.name && known.picture === member.picture

/** A key may hold what a title may not: a direction override. */
function titleOf(key: string): string {
  const title = v.safeParse(displayName, key)
  return title.success ? title.output : 'Room'
}

/** A full room is no reason to keep its would-be member out of all others. */
function unlessFull(error: unknown): void {
  if (!(error instanceof Refusal && error.code === 'FULL')) throw error
}
