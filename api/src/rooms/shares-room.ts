import type { MemberId, SiteId } from '@damso/schema/model'
import { QueryTypes } from 'sequelize'
import type { Database } from '../database/database.ts'

/** Whether two members are in one room, of whatever kind. */
export async function sharesRoom(
  { sequelize }: Pick<Database, 'sequelize'>,
  site: SiteId,
  one: MemberId,
  other: MemberId,
): Promise<boolean> {
  const rows = await sequelize.query(
    `SELECT 1 FROM memberships a JOIN memberships b ON b.site = a.site AND b.room = a.room AND b.member = $other
WHERE a.site = $site AND a.member = $one AND a.state = 'active' AND b.state = 'active' LIMIT 1`,
    { type: QueryTypes.SELECT, bind: { site, one, other } },
  )
  return rows.length > 0
}
