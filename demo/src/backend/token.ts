import { SignJWT } from 'jose'
import type { Community, Persona } from '../communities/index.ts'

/** Short, so that the demo also shows a token being renewed in mid-conversation. */
const lifetime = '10m'

/** What a site's backend does for its signed-in user: a few claims, signed with the site's secret. */
export function signToken(community: Community, { id, name, role }: Persona, secret: string): Promise<string> {
  return new SignJWT({ name, role })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(id)
    .setAudience(community.site)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .sign(new TextEncoder().encode(secret))
}
