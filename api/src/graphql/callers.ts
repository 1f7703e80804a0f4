import type { SiteId } from '@damso/schema/model'
import type { Viewer } from '@damso/schema/services'

export interface Caller {
  /** Null: nobody yet (before login). */
  viewer: Viewer | null
  /** Of the token or, before login, as named; null: none was named. */
  site: SiteId | null
}

/** What a request says of its sender, unverified. */
export interface Credentials {
  /** `Bearer <token or site key>` */
  authorization: string | null
  /** The header `damso-site`. */
  siteHeader: string | null
  origin: string | null
}

/**
 * Verifies who asks.
 * @throws {Fault} TOKEN, SITE
 */
export type Authenticate = (credentials: Credentials) => Promise<Caller>

/** Asks once per request, however many plugins want to know. */
export interface Callers {
  of(request: Request): Promise<Caller>
}

export function createCallers(authenticate: Authenticate): Callers {
  const known = new WeakMap<Request, Promise<Caller>>()
  return {
    of(request) {
      const caller = known.get(request) ?? authenticate(credentialsOf(request.headers))
      known.set(request, caller)
      return caller
    },
  }
}

const credentialsOf = (headers: Headers): Credentials => ({
  authorization: headers.get('authorization'),
  siteHeader: headers.get('damso-site'),
  origin: headers.get('origin'),
})
