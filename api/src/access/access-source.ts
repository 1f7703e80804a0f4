import type { Database } from '../database/database.ts'
import type { AccessSource } from './membership-cache.ts'

/** Memberships and room settings as SQL has them. */
export function createAccessSource({ models }: Pick<Database, 'models'>): AccessSource {
  return {
    async membership({ site, room }, member) {
      const row = await models.Membership.findOne({
        where: { site, room, member },
        attributes: ['site', 'room', 'member', 'role', 'state', 'version', 'mutedUntil'],
        raw: true,
      })
      return row ?? undefined
    },
    async room({ site, room }) {
      const row = await models.Room.findOne({
        where: { site, id: room },
        attributes: [
          'site',
          'id',
          'key',
          'kind',
          'title',
          'picture',
          'joinPolicy',
          'postPolicy',
          'slowModeSeconds',
          'frozen',
        ],
        raw: true,
      })
      return row ? { ...row, frozen: Boolean(row.frozen) } : undefined
    },
  }
}
