import type { Member, SiteId, SiteRole } from '../model/index.ts'

/** Who asks, as proved by a token: a member of one site. Made by `identity` alone. */
export interface MemberViewer {
  readonly kind: 'member'
  readonly site: SiteId
  readonly member: Member
  /** `operator`: may moderate every room of the site. */
  readonly role: SiteRole
  /** When the token ends, milliseconds since 1970. */
  readonly expiresAt: number
}

/** A site's own backend, as proved by a site key. */
export interface ServerViewer {
  readonly kind: 'server'
  readonly site: SiteId
  readonly keyId: string
}

export type Viewer = MemberViewer | ServerViewer
