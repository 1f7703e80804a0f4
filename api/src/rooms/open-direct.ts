import { createHash } from 'node:crypto'
import { type Member, type MemberId, parse, Refusal, type RoomId, type SiteId, siteKey } from '@damso/schema/model'
import type { MemberViewer } from '@damso/schema/services'
import { UniqueConstraintError } from 'sequelize'
import type { MembershipRows } from './change-memberships.ts'
import type { Commit } from './commit.ts'
import { insertRoom } from './create-room.ts'
import { knownMembers } from './known-members.ts'
import type { RoomsOptions } from './options.ts'
import { sharesRoom } from './shares-room.ts'

/** The room of two: found, or made where the site's `directPolicy` allows it. */
export function createOpenDirect(
  { database, sites }: Pick<RoomsOptions, 'database' | 'sites'>,
  commit: Commit,
  memberships: MembershipRows,
) {
  const { Room } = database.models

  async function find(site: SiteId, directPair: string): Promise<RoomId | undefined> {
    const row = await Room.findOne({ where: { site, directPair }, attributes: ['id'], raw: true })
    return row?.id
  }

  async function checkPolicy({ site, member }: MemberViewer, other: MemberId): Promise<void> {
    const policy = (await sites.entry(site))?.directPolicy ?? 'backend'
    if (policy === 'anyone') return
    if (policy === 'shared' && (await sharesRoom(database, site, member.id, other))) return
    throw new Refusal({
      code: 'FORBIDDEN',
      message:
        policy === 'shared'
          ? 'You can open a direct room only with members of a room of yours'
          : 'Members of this site cannot open direct rooms',
      field: 'memberId',
    })
  }

  const make = (viewer: MemberViewer, other: Member, directPair: string): Promise<RoomId> =>
    commit(viewer.member, async (act) => {
      const settings = { site: viewer.site, kind: 'direct', title: '', directPair } as const
      const room = await insertRoom(database, settings, act)
      const both = [viewer.member, other].map((member) => ({ member, state: 'active', from: ['none'] }) as const)
      await memberships.change(room, both, act)
      return room.id
    })

  return async (viewer: MemberViewer, given: MemberId): Promise<RoomId> => {
    const id = parse(siteKey, given, 'memberId')
    if (id === viewer.member.id)
      throw new Refusal({ code: 'INVALID', message: 'memberId is your own: name another member', field: 'memberId' })
    const directPair = pairOf(viewer.member.id, id)
    const known = await find(viewer.site, directPair)
    if (known) return known
    const [other] = await knownMembers(database, viewer.site, [id], 'memberId')
    await checkPolicy(viewer, id)
    try {
      return await make(viewer, other as Member, directPair)
    } catch (error) {
      // The other one opened it at the same moment.
      const made = error instanceof UniqueConstraintError ? await find(viewer.site, directPair) : undefined
      if (made) return made
      throw error
    }
  }
}

/** Member ids hold no line feed. */
const pairOf = (one: MemberId, other: MemberId): string =>
  createHash('sha256').update([one, other].sort().join('\n')).digest('hex')
