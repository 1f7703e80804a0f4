import {
  type MemberId,
  parse,
  Refusal,
  type RoomId,
  type RoomRole,
  roomKey,
  roomMemberInput,
  roomRoles,
  siteKey,
} from '@damso/schema/model'
import type { RoomService, Viewer } from '@damso/schema/services'
import * as v from 'valibot'
import type { Admitted } from '../access/create-access.ts'
import { notFound } from '../access/may.ts'
import { chunks, type MembershipRows } from './change-memberships.ts'
import { actorOf, type Commit } from './commit.ts'
import { checkList, checkMemberIds, findMembers, knownMembers } from './known-members.ts'
import type { Wish } from './next-membership.ts'
import type { RoomsOptions } from './options.ts'
import { type MembershipData, toMembership } from './shapes.ts'
import type { Views } from './views.ts'

type RoomMembers = Pick<RoomService, 'join' | 'leave' | 'addMembers' | 'removeMember' | 'setRole' | 'setMembers'>

/** Who comes into a room, goes out of it, and what they are in it. */
export function createRoomMembers(
  { database, access }: Pick<RoomsOptions, 'database' | 'access'>,
  commit: Commit,
  memberships: MembershipRows,
  views: Views,
): RoomMembers {
  const change = (viewer: Viewer, id: RoomId, wishes: readonly Wish[], check?: (before: Before) => void) =>
    commit(actorOf(viewer), async (act) => {
      const room = await memberships.lockRoom(roomKey(viewer, id), act)
      const members = wishes.map(({ member }) => member.id)
      if (check) check(await memberships.named(room, members, act))
      return memberships.change(room, wishes, act)
    })

  return {
    async join(viewer, id) {
      const held = await access.membership(viewer.site, id, viewer.member.id)
      if (held?.state !== 'active') await access.check(viewer, 'join', id)
      const wish: Wish = { member: viewer.member, state: 'active', from: ['none', 'left'] }
      const row = (await change(viewer, id, [wish])).get(viewer.member.id)
      if (row?.state !== 'active') throw notFound()
      return toMembership(row)
    },

    async leave(viewer, id) {
      // Said again, it is done already: whoever did not hear the answer asks again.
      const held = await access.membership(viewer.site, id, viewer.member.id)
      if (held?.state !== 'left') await access.check(viewer, 'leave', id)
      await change(viewer, id, [{ member: viewer.member, state: 'left', from: ['active'] }])
      return views.after(viewer, id)
    },

    async addMembers(viewer, id, given) {
      const ids = checkMemberIds(given, 'memberIds')
      const admitted = await access.check(viewer, 'invite', id)
      const members = await knownMembers(database, viewer.site, ids, 'memberIds')
      const from: Wish['from'] = rankOf(viewer, admitted) > 0 ? ['none', 'left', 'removed'] : ['none', 'left']
      const wishes = members.map((member): Wish => ({ member, state: 'active', from }))
      await change(viewer, id, wishes, (before) => {
        for (const [member, { state }] of before) if (state !== 'active' && !from.includes(state)) throw keptOut(member)
      })
      return views.after(viewer, id)
    },

    async removeMember(viewer, id, given) {
      const member = parse(siteKey, given, 'memberId')
      const admitted = await access.check(viewer, 'remove', id)
      const wishes = await wishFor(viewer, member, { state: 'removed', from: ['active', 'left'] })
      await change(viewer, id, wishes, (before) => checkRank(viewer, admitted, before.get(member)))
      return views.after(viewer, id)
    },

    async setRole(viewer, id, given, role) {
      const member = parse(siteKey, given, 'memberId')
      const wanted = parse(v.picklist(roomRoles), role, 'role')
      const admitted = await access.check(viewer, 'setRole', id)
      const wishes = await wishFor(viewer, member, { state: 'active', role: wanted, from: ['active'] })
      const after = await change(viewer, id, wishes, (before) => {
        if (before.get(member)?.state !== 'active') throw notFound('member of this room')
        checkRank(viewer, admitted, before.get(member))
      })
      return toMembership(after.get(member) as MembershipData)
    },

    /** Who is not named is removed; who was banned stays out. In parts of 500: called again, it goes on. */
    async setMembers(viewer, id, given) {
      const inputs = checkList(given, 'members').map((item, at) => parse(roomMemberInput, item, `members[${at}].`))
      await access.check(viewer, 'setRole', id)
      const roles = new Map(inputs.map((input) => [input.id, input.role ?? undefined]))
      const named = await knownMembers(database, viewer.site, [...roles.keys()], 'members')
      const from: Wish['from'] = ['none', 'active', 'left', 'removed']
      const wishes = named.map((member): Wish => ({ member, state: 'active', role: roles.get(member.id), from }))
      wishes.push(...(await removalsOf(viewer, id, roles)))
      for (const part of chunks(wishes)) await change(viewer, id, part)
      return views.after(viewer, id)
    },
  }

  async function wishFor(viewer: Viewer, id: MemberId, wish: Omit<Wish, 'member'>): Promise<Wish[]> {
    const member = (await findMembers(database, viewer.site, [id])).get(id)
    if (!member) throw notFound('member of this room')
    return [{ member, ...wish }]
  }

  async function removalsOf(viewer: Viewer, id: RoomId, kept: ReadonlyMap<MemberId, unknown>): Promise<Wish[]> {
    const rows = await database.models.Membership.findAll({
      where: { site: viewer.site, room: id, state: 'active' },
      attributes: ['member'],
      raw: true,
    })
    const gone = rows.map(({ member }) => member).filter((member) => !kept.has(member))
    const members = await findMembers(database, viewer.site, gone)
    return [...members.values()].map((member) => ({ member, state: 'removed', from: ['active'] }))
  }
}

type Before = ReadonlyMap<MemberId, MembershipData>

/** 0 to 2 as `roomRoles`; the site's backend and its operators stand above all. */
function rankOf(viewer: Viewer, { membership }: Admitted): number {
  if (viewer.kind === 'server' || viewer.role === 'operator') return roomRoles.length
  return rank(membership?.role ?? 'member')
}

const rank = (role: RoomRole): number => roomRoles.indexOf(role)

function checkRank(viewer: Viewer, admitted: Admitted, target: MembershipData | undefined): void {
  if (!target) throw notFound('member of this room')
  if (rank(target.role) > rankOf(viewer, admitted))
    throw new Refusal({ code: 'FORBIDDEN', message: `Only owners of this room may do this to an ${target.role}` })
}

const keptOut = (member: MemberId): Refusal =>
  new Refusal({
    code: 'FORBIDDEN',
    message: `"${member}" was removed from this room: ask one of its operators to add them`,
    field: 'memberIds',
  })
