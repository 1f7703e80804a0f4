import { createHmac } from 'node:crypto'

/** A site of a running server, with what its backend holds. */
export interface SiteAccess {
  port: number
  site: string
  secret: string
  siteKey: string
}

const TOKEN_SECONDS = 3_600

/** A member's token, as any backend signs one. */
export function signToken({ site, secret }: SiteAccess, member: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1_000) + TOKEN_SECONDS
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: member, name: member, aud: site, exp })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
