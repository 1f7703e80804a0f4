import type { SiteId } from '@damso/schema/model'
import type { SiteService } from '@damso/schema/services'
import type { Database } from '../database/database.ts'
import { createRegistry, type KeyOwner, type SiteEntry } from './registry.ts'
import { hashSiteKey } from './site-key.ts'
import { createSiteSource } from './site-source.ts'

/** Sites as every request meets them; what changes them is `createSiteAdmin`. */
export interface Sites extends SiteService {
  entry(site: SiteId): Promise<SiteEntry | undefined>
  keyOwner(siteKey: string): Promise<KeyOwner | undefined>
  /** No origin (a program): admitted. `null` (a sandboxed frame, a file): refused. */
  originAllowed(site: SiteId, origin: string | undefined): Promise<boolean>
  /** For preflights and handshakes, which come before a site is named. */
  anySiteAllows(origin: string | undefined): Promise<boolean>
  stop(): void
}

export async function createSites({
  database,
  onPollFailure,
}: {
  database: Database
  onPollFailure: (error: unknown) => void
}): Promise<Sites> {
  const registry = await createRegistry(createSiteSource(database), onPollFailure)
  return {
    async find(site) {
      const entry = await registry.entry(site)
      return entry && { id: entry.id, name: entry.name, guestsAllowed: entry.guestsAllowed }
    },
    entry: registry.entry,
    keyOwner: (siteKey) => registry.keyOwner(hashSiteKey(siteKey)),
    async originAllowed(site, origin) {
      if (origin === undefined) return true
      return (await registry.entry(site))?.origins.has(origin) ?? false
    },
    anySiteAllows: async (origin) => origin === undefined || registry.originKnown(origin),
    stop: registry.stop,
  }
}
