import type { Member } from '@damso/schema/model'
import type { MemberService } from '@damso/schema/services'
import { QueryTypes } from 'sequelize'
import { afterWords, checkFirst, toPage } from './cursor.ts'
import { findMembers } from './known-members.ts'
import type { RoomsOptions } from './options.ts'
import { checkSearch, searches } from './search.ts'
import { createUpsertMembers } from './upsert-members.ts'
import { memberSearch } from './view-sql.ts'

/** The members of a site. */
export function createMembers({ database, sites }: Pick<RoomsOptions, 'database' | 'sites'>): MemberService {
  const { matches, pattern } = searches[database.dialect]

  return {
    /** Where members may not open rooms with anyone, they find those that they share a room with. */
    async search({ site, member }, args) {
      const first = checkFirst(args)
      const [afterName = '', afterId = ''] = afterWords(args, 2)
      const text = checkSearch(args.search) ?? ''
      const sharedOnly = (await sites.entry(site))?.directPolicy !== 'anyone'
      const rows = await database.sequelize.query<Member>(memberSearch({ sharedOnly, matches, limit: first + 1 }), {
        type: QueryTypes.SELECT,
        bind: { site, member: member.id, afterName, afterId, search: pattern(text), exact: text },
      })
      return toPage(
        rows,
        first,
        ({ id, name }) => [name, id],
        (row) => row,
      )
    },

    async find(site, ids) {
      const found = await findMembers(database, site, ids)
      return ids.map((id) => found.get(id))
    },

    upsert: createUpsertMembers(database),
  }
}
