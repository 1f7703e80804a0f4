import { Fault, parse, Refusal, type SiteId } from '@damso/schema/model'
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { type Claims, claims } from './claims.ts'

/** Clocks of site and server may differ by so much, in seconds. */
export const CLOCK_SKEW = 60
const LIFETIME = 24 * 60 * 60
/** A hundred room claims of the longest keys, and the rest. */
const TOKEN_CHARACTERS = 32_768

/** Never by what the token asks for: an algorithm is a property of the site's keys. */
const ALGORITHMS = ['HS256']

/** Keys that a token of this site may be signed with; the JWKS of a site will be another source of them. */
export type SigningKeys = (site: SiteId) => Promise<readonly Uint8Array[]>

/**
 * Proves a token: signed by one of the site's keys, for this site, now, for at most a day.
 *
 * @throws {Fault} TOKEN that says which part is wrong
 */
export async function proveToken(
  token: string,
  site: SiteId,
  keysOf: SigningKeys,
  now = Date.now(),
): Promise<{ claims: Claims; key: Uint8Array }> {
  checkForm(token)
  const keys = await keysOf(site)
  for (const key of keys) {
    const payload = await verify(token, site, key, now)
    if (payload) return { claims: checkClaims(payload, now), key }
  }
  throw new Fault(
    'TOKEN',
    `the token's signature is not by a secret of site "${site}": sign it with the secret that \`damso site create\` printed`,
  )
}

/** The site that a token says it is for; believed only once `proveToken` agrees. */
export function audienceOf(token: string): SiteId | undefined {
  try {
    const { aud } = decodeJwt(token)
    return typeof aud === 'string' ? aud : aud?.[0]
  } catch {
    return undefined
  }
}

/**
 * Signs a member's token, as a site's backend does.
 *
 * @param expires seconds from now
 */
export function signToken(
  key: Uint8Array,
  site: SiteId,
  { sub, ...said }: { sub: string; name: string; picture?: string; role?: string; rooms?: Record<string, string> },
  expires: number,
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  return new SignJWT(said)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(sub)
    .setAudience(site)
    .setIssuedAt(now)
    .setExpirationTime(now + expires)
    .sign(key)
}

/** Whether a token that ends then has ended, the clocks' difference allowed for. */
export const isOver = (expiresAt: number, now = Date.now()): boolean => expiresAt + CLOCK_SKEW * 1_000 <= now

function checkForm(token: string): void {
  if (token.length > TOKEN_CHARACTERS)
    throw new Fault('TOKEN', `the token is over its limit of ${TOKEN_CHARACTERS} characters`)
  try {
    const { alg } = decodeProtectedHeader(token)
    if (alg !== undefined && ALGORITHMS.includes(alg)) return
    throw new Fault('TOKEN', `the token is signed by "${String(alg)}": use ${ALGORITHMS.join(' or ')}`)
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new Fault('TOKEN', 'the token is no JWT: it needs three base64url parts joined by dots', { cause: error })
  }
}

/** Undefined: another key may have signed it. */
async function verify(token: string, site: SiteId, key: Uint8Array, now: number): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ALGORITHMS,
      audience: site,
      clockTolerance: CLOCK_SKEW,
      currentDate: new Date(now),
      requiredClaims: ['sub', 'aud', 'exp'],
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return undefined
    throw new Fault('TOKEN', explain(error, site), { cause: error })
  }
}

function explain(error: unknown, site: SiteId): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired (claim "exp"): fetch a new one'
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason === 'missing') return `the token's claim "${error.claim}" is missing`
    if (error.claim === 'aud') return `the token's claim "aud" must be "${site}"`
    if (error.claim === 'nbf') return 'the token is not valid yet (claim "nbf"): check the clock of your server'
    return `the token's claim "${error.claim}" is not valid`
  }
  return 'the token is no JWT that can be read'
}

function checkClaims(payload: JWTPayload, now: number): Claims {
  const checked = parseClaims(payload)
  const seconds = Math.floor(now / 1_000)
  const begun = Math.min(checked.iat ?? seconds, seconds)
  if (checked.exp - begun > LIFETIME + CLOCK_SKEW)
    throw new Fault('TOKEN', 'the token lives longer than 24 hours (claim "exp"): sign a shorter one')
  return checked
}

function parseClaims(payload: JWTPayload): Claims {
  try {
    return parse(claims, payload)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Fault('TOKEN', `the token's claim ${error.message}`, { cause: error })
  }
}
