import { displayName, parse, Refusal, type SiteId, siteId } from '@damso/schema/model'
import type { Site } from '@damso/schema/services'
import { type Transaction, UniqueConstraintError } from 'sequelize'
import { v7 as uuid } from 'uuid'
import * as v from 'valibot'
import type { Database } from '../database/database.ts'
import { parseOrigin } from './origin.ts'
import { createSecret, createSiteKey, hashSiteKey } from './site-key.ts'

/** What is known of a key once it was shown. */
interface SiteKeyInfo {
  id: string
  createdAt: number
  revokedAt: number | null
}

/** The key itself: shown this once. */
interface NewSiteKey {
  id: string
  key: string
}

export interface NewSite extends Omit<Site, 'guestsAllowed'> {
  origins: string[]
  /** Signs members' tokens (HS256). */
  secret: string
  /** The site's backend calls the API with it. */
  siteKey: NewSiteKey
}

/** Every change is seen by running servers within a second: each adds to the revocation sequence. */
export interface SiteAdmin {
  create(input: { id: string; name: string; origins?: readonly string[] }): Promise<NewSite>
  list(): Promise<Pick<Site, 'id' | 'name'>[]>
  addKey(site: SiteId): Promise<NewSiteKey>
  keys(site: SiteId): Promise<SiteKeyInfo[]>
  revokeKey(site: SiteId, keyId: string): Promise<void>
  origins(site: SiteId): Promise<string[]>
  addOrigins(site: SiteId, origins: readonly string[]): Promise<string[]>
  removeOrigins(site: SiteId, origins: readonly string[]): Promise<string[]>
  /** The newest secret: what `damso token` signs with. */
  secret(site: SiteId): Promise<string>
}

const ORIGINS_PER_SITE = 100
const KEYS_PER_SITE = 20

const createInput = v.object({ id: siteId, name: displayName })

/**
 * The changes of sites that their operator makes from the command line, in another process than the server.
 * Every method throws `Refusal` where an argument is wrong or names nothing.
 */
export function createSiteAdmin({ models, write }: Database): SiteAdmin {
  const { Site, SiteKey, SiteOrigin, SiteSecret, Revocation } = models

  return {
    async create({ id, name, origins = [] }) {
      const input = parse(createInput, { id, name })
      const list = distinct(origins)
      const secret = createSecret()
      const made = change(input.id, 'site', input.id, async (transaction) => {
        if (await Site.findOne({ where: { id: input.id }, transaction })) throw taken(input.id)
        await Site.create({ ...input, createdAt: Date.now() }, { transaction })
        await putOrigins(input.id, list, transaction)
        await SiteSecret.create({ site: input.id, id: uuid(), secret, createdAt: Date.now() }, { transaction })
        return { ...input, origins: list, secret, siteKey: await putKey(input.id, transaction) }
      })
      return made.catch((error) => {
        // Made at the same moment by another process.
        throw error instanceof UniqueConstraintError ? taken(input.id) : error
      })
    },

    list: () => Site.findAll({ attributes: ['id', 'name'], order: ['id'], limit: 10_000, raw: true }),

    addKey: (site) =>
      change(site, 'key', site, async (transaction) => {
        await known(site, transaction)
        const valid = await SiteKey.count({ where: { site, revokedAt: null }, transaction })
        if (valid >= KEYS_PER_SITE) throw full(`Site "${site}" has ${valid} keys: revoke one first`, KEYS_PER_SITE)
        return putKey(site, transaction)
      }),

    async keys(site) {
      await known(site)
      const attributes = ['id', 'createdAt', 'revokedAt']
      return SiteKey.findAll({ where: { site }, attributes, order: ['createdAt'], limit: 1_000, raw: true })
    },

    revokeKey: (site, keyId) =>
      change(site, 'key', keyId, async (transaction) => {
        await known(site, transaction)
        const where = { site, id: keyId, revokedAt: null }
        const [revoked] = await SiteKey.update({ revokedAt: Date.now() }, { where, transaction })
        if (revoked === 0)
          throw new Refusal({ code: 'NOT_FOUND', message: `Site "${site}" has no valid key "${keyId}"`, field: 'key' })
      }),

    async origins(site) {
      await known(site)
      return originsOf(site)
    },

    addOrigins: (site, origins) =>
      change(site, 'origins', site, async (transaction) => {
        await known(site, transaction)
        await putOrigins(site, distinct(origins), transaction)
        return originsOf(site, transaction)
      }),

    removeOrigins: (site, origins) =>
      change(site, 'origins', site, async (transaction) => {
        await known(site, transaction)
        await SiteOrigin.destroy({ where: { site, origin: [...origins] }, transaction })
        return originsOf(site, transaction)
      }),

    async secret(site) {
      await known(site)
      const newest = await SiteSecret.findOne({
        where: { site, revokedAt: null },
        order: [['createdAt', 'DESC']],
        raw: true,
      })
      if (!newest)
        throw new Refusal({ code: 'NOT_FOUND', message: `Site "${site}" has no valid secret`, field: 'site' })
      return newest.secret
    },
  }

  function change<T>(
    site: SiteId,
    kind: string,
    subject: string,
    make: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    return write(async (transaction) => {
      const made = await make(transaction)
      await Revocation.create({ site, kind, subject, createdAt: Date.now() }, { transaction })
      return made
    })
  }

  /** In a transaction it holds the site, so that what is counted of it stays counted. */
  async function known(site: SiteId, transaction: Transaction | null = null): Promise<void> {
    const lock = transaction?.LOCK.UPDATE
    if (await Site.findOne({ where: { id: site }, transaction, ...(lock && { lock }), raw: true })) return
    throw new Refusal({
      code: 'NOT_FOUND',
      message: `There is no site "${site}": make it by \`damso site create\``,
      field: 'site',
    })
  }

  async function putKey(site: SiteId, transaction: Transaction): Promise<NewSiteKey> {
    const made = { id: uuid(), key: createSiteKey() }
    const row = { site, id: made.id, hash: hashSiteKey(made.key), createdAt: Date.now() }
    await SiteKey.create(row, { transaction })
    return made
  }

  async function putOrigins(site: SiteId, origins: readonly string[], transaction: Transaction): Promise<void> {
    const rows = origins.map((origin) => ({ site, origin }))
    await SiteOrigin.bulkCreate(rows, { ignoreDuplicates: true, transaction })
    if ((await SiteOrigin.count({ where: { site }, transaction })) > ORIGINS_PER_SITE)
      throw full(`A site has at most ${ORIGINS_PER_SITE} origins: remove some first`, ORIGINS_PER_SITE)
  }

  async function originsOf(site: SiteId, transaction: Transaction | null = null): Promise<string[]> {
    const rows = await SiteOrigin.findAll({ where: { site }, order: ['origin'], raw: true, transaction })
    return rows.map(({ origin }) => origin)
  }
}

const distinct = (origins: readonly string[]): string[] => [...new Set(origins.map(parseOrigin))]

const taken = (id: SiteId): Refusal =>
  new Refusal({ code: 'INVALID', message: `id "${id}" is taken: choose another`, field: 'id' })

const full = (message: string, limit: number): Refusal => new Refusal({ code: 'FULL', message, limit })
