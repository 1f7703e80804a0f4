import type { SiteId } from '@damso/schema/model'
import type { Viewer } from '@damso/schema/services'
import type { Origins } from '../http/origins.ts'

export interface Caller {
  /** Undefined: nobody yet (before login). */
  viewer: Viewer | undefined
  /** Of the token or, before login, as named; undefined: none was named. */
  site: SiteId | undefined
}

/** What a request says of its sender, as it came. */
export interface Credentials {
  /** `Bearer <token or site key>` */
  authorization?: string | undefined
  /** The header `damso-site`. */
  siteHint?: string | undefined
  /** Undefined: a program, or a page of our own. */
  origin?: string | undefined
}

/**
 * Verifies who asks, and that the site lists their origin.
 * @throws {Fault} TOKEN, SITE, ORIGIN
 */
export type Authenticate = (credentials: Credentials) => Promise<Caller>

/** Asks once per request, however many plugins want to know. */
export interface Callers {
  of(request: Request): Promise<Caller>
}

export function createCallers(authenticate: Authenticate, origins: Origins): Callers {
  const known = new WeakMap<Request, Promise<Caller>>()
  return {
    of(request) {
      const header = (name: string) => request.headers.get(name) ?? undefined
      const caller =
        known.get(request) ??
        authenticate({
          authorization: header('authorization'),
          siteHint: header('damso-site'),
          origin: origins.foreign(header('origin')),
        })
      known.set(request, caller)
      return caller
    },
  }
}
