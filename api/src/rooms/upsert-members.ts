import { type Member, type MemberInput, memberInput, parse, Refusal, type SiteId } from '@damso/schema/model'
import type { MemberService, Outcome, ServerViewer } from '@damso/schema/services'
import type { Transaction } from 'sequelize'
import type { Database } from '../database/database.ts'
import { chunks } from './change-memberships.ts'
import { checkList, findMembers } from './known-members.ts'

type Put = Pick<MemberInput, 'id' | 'name' | 'picture'>

/** Writes members as they are named; a picture that is absent stays as it was. */
export async function putMembers(
  { models }: Pick<Database, 'models'>,
  site: SiteId,
  members: readonly Put[],
  transaction: Transaction,
): Promise<void> {
  const now = Date.now()
  const put = async (some: Put[], updateOnDuplicate: ('name' | 'picture' | 'updatedAt')[]) => {
    // In one order, so that two lists with the same members wait in line for them.
    const sorted = some.toSorted((one, other) => (one.id < other.id ? -1 : 1))
    for (const part of chunks(sorted)) {
      const rows = part.map(({ id, name, picture = null }) => ({
        ...{ site, id, name, picture, createdAt: now, updatedAt: now },
      }))
      await models.Member.bulkCreate(rows, { updateOnDuplicate, transaction })
    }
  }
  await put(
    members.filter(({ picture }) => picture !== undefined),
    ['name', 'picture', 'updatedAt'],
  )
  await put(
    members.filter(({ picture }) => picture === undefined),
    ['name', 'updatedAt'],
  )
}

/** Members by the site's backend: each is done, or refused by itself. */
export function createUpsertMembers(database: Database): MemberService['upsert'] {
  return async ({ site }: ServerViewer, given) => {
    const checked = checkList(given, 'members').map((item, at) => check(item, at))
    // Named twice: the last one counts.
    const valid = new Map(checked.flatMap((one) => ('value' in one ? [[one.value.id, one.value]] : [])))
    await database.write((transaction) => putMembers(database, site, [...valid.values()], transaction))
    const found = await findMembers(database, site, [...valid.keys()])
    return checked.map((one) => ('value' in one ? { value: found.get(one.value.id) as Member } : one))
  }
}

function check(item: unknown, at: number): Outcome<MemberInput> {
  try {
    return { value: parse(memberInput, item, `members[${at}].`) }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error }
    throw error
  }
}
