import { type CreateRoomInput, createRoomInput, parse, type RoomId, type SiteId } from '@damso/schema/model'
import type { MemberViewer } from '@damso/schema/services'
import { UniqueConstraintError } from 'sequelize'
import { v7 as uuid } from 'uuid'
import type { MembershipRows } from './change-memberships.ts'
import { type Act, actorOf, type Commit } from './commit.ts'
import { checkMemberIds, knownMembers } from './known-members.ts'
import type { Wish } from './next-membership.ts'
import type { RoomsOptions } from './options.ts'
import type { RoomData } from './shapes.ts'

/** Writes a room without members. */
export async function insertRoom(
  { models }: Pick<RoomsOptions['database'], 'models'>,
  room: Pick<RoomData, 'site' | 'kind' | 'title'> & Partial<RoomData>,
  { transaction, now }: Act,
): Promise<RoomData> {
  const row = await models.Room.create(
    {
      id: uuid(),
      joinPolicy: room.kind === 'public' ? 'open' : 'invite',
      actAt: now,
      createdAt: now,
      key: null,
      picture: null,
      lastMessage: null,
      directPair: null,
      ...room,
    },
    { transaction },
  )
  return row.get({ plain: true })
}

/**
 * The room of a site's own key, held until the transaction ends; where there is none, `make` makes it. Two nodes may find none
 * at the same moment: the unique index then lets one of them in, and the other reads again.
 */
export async function roomByKey(
  { models }: Pick<RoomsOptions['database'], 'models'>,
  where: { site: SiteId; key: string },
  { transaction }: Act,
  make: () => Promise<RoomData>,
): Promise<RoomData> {
  const find = () => models.Room.findOne({ where, transaction, lock: transaction.LOCK.UPDATE, raw: true })
  const found = await find()
  if (found) return found
  try {
    return await make()
  } catch (error) {
    const made = error instanceof UniqueConstraintError ? await find() : null
    if (made) return made
    throw error
  }
}

/** Made by a member, who owns it. */
export function createCreateRoom(database: RoomsOptions['database'], commit: Commit, memberships: MembershipRows) {
  return async (viewer: MemberViewer, given: unknown): Promise<RoomId> => {
    const { memberIds, ...input } = parse(createRoomInput, given)
    const others = checkMemberIds(memberIds ?? [], 'memberIds').filter((id) => id !== viewer.member.id)
    const members = await knownMembers(database, viewer.site, others, 'memberIds')
    const wishes: Wish[] = [
      { member: viewer.member, state: 'active', role: 'owner', from: ['none'] },
      ...members.map((member): Wish => ({ member, state: 'active', from: ['none'] })),
    ]
    return commit(actorOf(viewer), async (act) => {
      const room = await insertRoom(database, { site: viewer.site, ...settingsOf(input) }, act)
      await memberships.change(room, wishes, act)
      return room.id
    })
  }
}

/** What was said, without the nulls that mean "as usual". */
function settingsOf({ title, kind, ...rest }: Omit<CreateRoomInput, 'memberIds'>) {
  const said = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined)
  return { title, kind, ...(Object.fromEntries(said) as Partial<RoomData>) }
}
