import { createHash } from 'node:crypto'
import { Fault, type SiteId, siteId } from '@damso/schema/model'
import type { MemberViewer, ServerViewer, Viewer } from '@damso/schema/services'
import * as v from 'valibot'
import { createLruMap } from '../lru-map.ts'
import type { Sites } from '../sites/create-sites.ts'
import type { SiteEntry } from '../sites/registry.ts'
import { isSiteKey } from '../sites/site-key.ts'
import type { Claims, RoomClaims } from './claims.ts'
import { audienceOf, isOver, proveToken } from './token.ts'

/** What a request says of its caller, as it came. */
interface Credentials {
  /** The `Authorization` header. */
  authorization?: string | undefined
  /** The `damso-site` header: names the site before login. */
  siteHint?: string | undefined
  /** The `Origin` header: absent from programs. */
  origin?: string | undefined
}

/** No site: the request named none. No viewer: nobody is logged in. */
interface Authenticated {
  site: SiteId | undefined
  viewer: Viewer | undefined
}

export interface Identity {
  /** @throws {Fault} TOKEN, SITE */
  verifyToken(token: string, site: SiteId): Promise<MemberViewer>
  /** Whether the site still holds the secret that signed a viewer's token: asked of connections that outlive it. */
  isHonoured(viewer: MemberViewer, entry: Pick<SiteEntry, 'secrets'>): boolean
  /** @throws {Fault} TOKEN */
  verifySiteKey(key: string): Promise<ServerViewer>
  /** Who calls over HTTP. @throws {Fault} TOKEN, SITE, ORIGIN */
  authenticate(credentials: Credentials): Promise<Authenticated>
}

/** A token that was proved: by which state of its site, and whether its member was let in. */
interface Proved {
  entry: SiteEntry
  viewer: MemberViewer
  admitted: Promise<void>
}

/** Tokens remembered, so that a member's next request costs no SQL; about 1 KB each. */
const TOKENS = 50_000

export function createIdentity({
  sites,
  admit,
}: {
  sites: Pick<Sites, 'entry' | 'keyOwner' | 'originAllowed'>
  /** Makes the member and the memberships that a token grants; called on its first use. */
  admit: (viewer: MemberViewer, rooms: RoomClaims) => Promise<void>
}): Identity {
  const proved = createLruMap<string, Proved>(TOKENS)
  /** The secret that signed each viewer's token. */
  const provedBy = new WeakMap<MemberViewer, Uint8Array>()

  async function verifyToken(token: string, site: SiteId): Promise<MemberViewer> {
    const entry = await knownSite(site)
    const hash = createHash('sha256').update(`${site} ${token}`).digest('base64url')
    const known = proved.get(hash)
    // A site that changed is another entry: its secret may be gone, so the signature is proved again.
    if (known?.entry === entry && !isOver(known.viewer.expiresAt)) {
      await known.admitted
      return known.viewer
    }
    const { claims, key } = await proveToken(token, site, async () => entry.secrets)
    const viewer = viewerOf(site, claims)
    provedBy.set(viewer, key)
    const admitted = proved.get(hash)?.admitted ?? admit(viewer, claims.rooms)
    proved.set(hash, { entry, viewer, admitted })
    try {
      await admitted
    } catch (error) {
      proved.delete(hash)
      throw error
    }
    return viewer
  }

  async function verifySiteKey(key: string): Promise<ServerViewer> {
    const owner = await sites.keyOwner(key)
    if (!owner) throw new Fault('TOKEN', 'this site key is not valid: it was revoked, or belongs to another server')
    return { kind: 'server', ...owner }
  }

  async function knownSite(site: SiteId): Promise<SiteEntry> {
    const entry = await sites.entry(site)
    if (!entry) throw new Fault('SITE', `there is no ${siteName(site)} here: make it by \`damso site create\``)
    return entry
  }

  async function viewerBy(credentials: string, siteHint: SiteId | undefined): Promise<Viewer> {
    if (!isSiteKey(credentials)) {
      const site = siteHint ?? audienceOf(credentials)
      if (site === undefined) throw new Fault('TOKEN', 'the token names no site: its claim "aud" is missing')
      return verifyToken(credentials, site)
    }
    const viewer = await verifySiteKey(credentials)
    if (siteHint !== undefined && siteHint !== viewer.site)
      throw new Fault('TOKEN', `this site key is not for site "${siteHint}"`)
    return viewer
  }

  return {
    verifyToken,
    isHonoured(viewer, { secrets }) {
      const secret = provedBy.get(viewer)
      return secret !== undefined && secrets.some((held) => Buffer.compare(held, secret) === 0)
    },
    verifySiteKey,

    async authenticate({ authorization, siteHint, origin }) {
      const credentials = authorization === undefined ? undefined : bearer(authorization)
      const viewer = credentials === undefined ? undefined : await viewerBy(credentials, siteHint)
      const site = viewer?.site ?? siteHint
      if (site === undefined) return { site, viewer }
      await knownSite(site)
      if (!(await sites.originAllowed(site, origin)))
        throw new Fault(
          'ORIGIN',
          `origin ${origin} is not on the list of site "${site}": add it by \`damso site origins add\``,
        )
      return { site, viewer }
    },
  }
}

/** RFC 6750 §2.1. */
function bearer(authorization: string): string {
  const credentials = /^Bearer +([^\s]+) *$/i.exec(authorization)?.[1]
  if (credentials === undefined)
    throw new Fault('TOKEN', 'the header Authorization must be "Bearer " and a token or site key')
  return credentials
}

/** What no site can be called is not said back. */
const siteName = (site: string): string => (v.is(siteId, site) ? `site "${site}"` : 'such site')

const viewerOf = (site: SiteId, { sub, name, picture, role, exp }: Claims): MemberViewer => ({
  kind: 'member',
  site,
  member: { id: sub, name, picture },
  role,
  expiresAt: exp * 1_000,
})
