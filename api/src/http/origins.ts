import { Fault, type SiteId } from '@damso/schema/model'

/** What the sites say of an origin, as browsers write it: scheme, host, port. */
export interface OriginRegistry {
  /** On the allow-list of any site. */
  ofAnySite(origin: string): boolean | Promise<boolean>
  /** On the allow-list of this one. */
  ofSite(origin: string, site: SiteId): boolean | Promise<boolean>
}

/**
 * Design §11. A preflight and a WebSocket handshake name no site yet: they admit an origin of any. Each request and CONNECT
 * names one, and is checked against it. Programs send no Origin and are admitted; `null` (sandboxed frames, files) never.
 */
export interface Origins {
  admit(origin: string | null | undefined): Promise<boolean>
  /** @throws {Fault} ORIGIN */
  check(origin: string | null | undefined, site: SiteId): Promise<void>
}

/** @param own origins that the server itself serves pages on: GraphiQL, outside production */
export function createOrigins(registry: OriginRegistry, own: readonly string[] = []): Origins {
  const free = (origin: string | null | undefined): origin is null | undefined => origin == null
  return {
    async admit(origin) {
      if (free(origin)) return true
      return origin !== 'null' && (own.includes(origin) || (await registry.ofAnySite(origin)))
    },
    async check(origin, site) {
      if (free(origin)) return
      if (origin !== 'null' && (own.includes(origin) || (await registry.ofSite(origin, site)))) return
      throw new Fault('ORIGIN', `Pages of ${origin} may not use the site ${site}: add the origin to its allow-list`)
    },
  }
}
