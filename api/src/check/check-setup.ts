import { Fault, Refusal } from '@damso/schema/model'
import { decodeJwt } from 'jose'
import { CLOCK_SKEW, proveToken } from '../identity/token.ts'
import type { Sites } from '../sites/create-sites.ts'
import { parseOrigin } from '../sites/origin.ts'

/** What a site's owner wants to have looked at, as typed; empty: not given. */
export interface Setup {
  site: string
  origin: string
  token: string
}

export interface Finding {
  of: 'site' | 'origin' | 'token' | 'signer'
  ok: boolean
  /** One English sentence: what is so, and where it is not right, what to do. */
  message: string
}

/**
 * Looks at a site's settings with the eyes of the widget's requests, and changes nothing: no member is made. Whatever was not given is
 * not judged.
 */
export async function checkSetup(
  sites: Pick<Sites, 'entry' | 'originAllowed'>,
  { site, origin, token }: Setup,
  now = Date.now(),
): Promise<Finding[]> {
  const entry = await sites.entry(site)
  if (!entry) return [bad('site', 'This server has no such site: check data-site, or make it by `damso site create`.')]
  const findings = [good('site', `The site is "${entry.name}".`)]
  if (origin !== '') findings.push(await checkOrigin(sites, site, origin))
  if (token === '') return findings
  const clock = checkClock(token, now)
  return [...findings, await checkToken(token, site, entry.secrets, now), ...(clock ? [clock] : [])]
}

async function checkOrigin(sites: Pick<Sites, 'originAllowed'>, site: string, text: string): Promise<Finding> {
  try {
    const origin = parseOrigin(text)
    return (await sites.originAllowed(site, origin))
      ? good('origin', `Pages of ${origin} may show this site's chat.`)
      : bad('origin', `${origin} is not on the site's list: damso site origins add --site ${site} --origin ${origin}`)
  } catch (error) {
    if (error instanceof Refusal) return bad('origin', sentence(error.message))
    throw error
  }
}

async function checkToken(token: string, site: string, secrets: readonly Uint8Array[], now: number): Promise<Finding> {
  try {
    const { claims } = await proveToken(token, site, async () => secrets, now)
    const left = Math.max(0, Math.round(claims.exp - now / 1_000))
    return good('token', `It lets "${claims.sub}" in as ${claims.name}, for ${left} s more.`)
  } catch (error) {
    if (error instanceof Fault) return bad('token', sentence(error.message))
    throw error
  }
}

/** A token from the future was signed by a clock that is ahead; one that was just fetched and is old, by one that is behind. */
function checkClock(token: string, now: number): Finding | undefined {
  const issued = issuedAt(token)
  if (issued === undefined) return undefined
  const age = Math.round(now / 1_000 - issued)
  if (age < -CLOCK_SKEW)
    return bad('signer', `The server that signs is ${-age} s ahead of this one: set its clock (NTP).`)
  return good(
    'signer',
    `It was signed ${Math.max(0, age)} s ago by its own "iat"; if you fetched it just now, that should be few.`,
  )
}

function issuedAt(token: string): number | undefined {
  try {
    return decodeJwt(token).iat
  } catch {
    return undefined
  }
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
const good = (of: Finding['of'], message: string): Finding => ({ of, ok: true, message })
const bad = (of: Finding['of'], message: string): Finding => ({ of, ok: false, message })
