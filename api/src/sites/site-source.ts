import { siteId } from '@damso/schema/model'
import * as v from 'valibot'
import type { Database } from '../database/database.ts'
import type { SiteSource } from './registry.ts'

/** Not the newest number alone: of two changes at once, the one that took the lower may commit last. */
const NEWEST = 100

const encoder = new TextEncoder()

/** What SQL says of sites. An id that no site can have asks nothing. */
export function createSiteSource({ models }: Database): SiteSource {
  const { Site, SiteKey, SiteOrigin, SiteSecret, Revocation } = models
  return {
    async entry(site) {
      if (!v.is(siteId, site)) return undefined
      const [row, origins, secrets] = await Promise.all([
        Site.findOne({ where: { id: site }, raw: true }),
        SiteOrigin.findAll({ where: { site }, raw: true }),
        SiteSecret.findAll({ where: { site, revokedAt: null }, raw: true }),
      ])
      if (!row) return undefined
      return {
        id: row.id,
        name: row.name,
        guestsAllowed: Boolean(row.guestsAllowed),
        directPolicy: row.directPolicy,
        origins: new Set(origins.map(({ origin }) => origin)),
        secrets: secrets.map(({ secret }) => encoder.encode(secret)),
      }
    },
    async keyOwner(hash) {
      const row = await SiteKey.findOne({ where: { hash, revokedAt: null }, raw: true })
      return row ? { site: row.site, keyId: row.id } : undefined
    },
    async originKnown(origin) {
      return (await SiteOrigin.findOne({ where: { origin }, raw: true })) !== null
    },
    async revision() {
      const rows = await Revocation.findAll({
        attributes: ['sequence'],
        order: [['sequence', 'DESC']],
        limit: NEWEST,
        raw: true,
      })
      return rows.map(({ sequence }) => sequence).join()
    },
  }
}
