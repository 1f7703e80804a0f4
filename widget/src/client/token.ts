import { ClientFault } from './client-fault.ts'

/** Gives a fresh token; null: nobody is signed in. */
export type TokenProvider = () => Promise<string | null> | string | null

/** Asks the site's own backend: `POST` with cookies, `200 {"token": "…"}`, or 204 or `{"token": null}` for signed out. */
export function tokenFromUrl(url: string): TokenProvider {
  return async () => {
    const response = await fetch(url, { method: 'POST', credentials: 'include', cache: 'no-store' })
    if (response.status === 204) return null
    if (!response.ok) throw new ClientFault('TOKEN_SOURCE', `the token URL answered ${response.status}`)
    const body: unknown = await response.json()
    const token = body !== null && typeof body === 'object' && 'token' in body ? body.token : undefined
    if (token === null || typeof token === 'string') return token
    throw new ClientFault('TOKEN_SOURCE', 'the token URL must answer {"token": "…"}')
  }
}

/** By a clock that is ahead a token without `iat` looks old, or over. It is believed to live as long as this, in seconds. */
const LEAST_LIFETIME = 60

export interface Claims {
  sub: string
  /** Milliseconds that the token lives from its issue; undefined: it names no end. */
  lifetime: number | undefined
}

/** Reads what the browser needs of a JWT. Only the server verifies it. */
export function claimsOf(token: string): Claims {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    const { sub, exp, iat } = JSON.parse(new TextDecoder().decode(bytes)) as {
      sub: unknown
      exp?: number
      iat?: number
    }
    if (typeof sub !== 'string' || sub === '') throw new TypeError('no sub')
    return { sub, lifetime: exp && (exp - (iat ?? Math.min(Date.now() / 1_000, exp - LEAST_LIFETIME))) * 1_000 }
  } catch (cause) {
    throw new ClientFault('TOKEN_SOURCE', 'the token is not a JWT with a "sub"', { cause })
  }
}
