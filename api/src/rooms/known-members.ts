import { limits, type Member, type MemberId, parse, Refusal, type SiteId, siteKey } from '@damso/schema/model'
import type { Transaction } from 'sequelize'
import type { Database } from '../database/database.ts'
import { chunks } from './change-memberships.ts'
import { toMember } from './shapes.ts'

/** A list of one call, held to its bound. @throws {Refusal} */
export function checkList<T>(items: readonly T[], field: string): readonly T[] {
  if (items.length <= limits.membersPerCall) return items
  throw new Refusal({
    code: 'TOO_LONG',
    message: `${field} is over its limit of ${limits.membersPerCall} items: send several calls`,
    field,
    limit: limits.membersPerCall,
  })
}

/** Each id once, in the order given. @throws {Refusal} that names the one that is wrong */
export const checkMemberIds = (ids: readonly unknown[], field: string): MemberId[] => [
  ...new Set(checkList(ids, field).map((id, at) => parse(siteKey, id, `${field}[${at}]`))),
]

/** The members of these ids; absent ones are left out. */
export async function findMembers(
  { models }: Pick<Database, 'models'>,
  site: SiteId,
  ids: readonly MemberId[],
  transaction: Transaction | null = null,
): Promise<Map<MemberId, Member>> {
  const found = new Map<MemberId, Member>()
  for (const id of chunks(ids)) {
    const rows = await models.Member.findAll({ where: { site, id }, transaction, raw: true })
    for (const row of rows) found.set(row.id, toMember(row))
  }
  return found
}

/** The members of these ids, in their order. @throws {Refusal} NOT_FOUND that names the first one that is not there */
export async function knownMembers(
  database: Pick<Database, 'models'>,
  site: SiteId,
  ids: readonly MemberId[],
  field: string,
): Promise<Member[]> {
  const found = await findMembers(database, site, ids)
  return ids.map((id) => {
    const member = found.get(id)
    if (member) return member
    throw new Refusal({
      code: 'NOT_FOUND',
      message: `There is no member "${id}" here: they log in once, or the site adds them by upsertMembers`,
      field,
    })
  })
}
