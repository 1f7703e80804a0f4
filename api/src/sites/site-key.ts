import { createHash, randomBytes } from 'node:crypto'

/** By which a header tells a site key from a token. */
const PREFIX = 'damso_sk_'

/** A new key of a site's backend: shown once, kept as its hash only. */
export const createSiteKey = (): string => `${PREFIX}${randomBytes(32).toString('base64url')}`

/** 256 random bits need no salt and no slow hash. */
export const hashSiteKey = (key: string): string => createHash('sha256').update(key).digest('hex')

export const isSiteKey = (credentials: string): boolean => credentials.startsWith(PREFIX)

/** For HS256, which wants at least the 256 bits of its hash (RFC 7518 §3.2). */
export const createSecret = (): string => randomBytes(32).toString('base64url')
