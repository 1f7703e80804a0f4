import type { FaultCode } from '@damso/schema/model'

/** What a fault is called in HTTP. */
export const faultStatus: Record<FaultCode, number> = {
  TOKEN: 401,
  SITE: 404,
  ORIGIN: 403,
  PROTOCOL: 400,
  UNSUPPORTED: 400,
  FORBIDDEN: 403,
  LIMIT: 400,
  UNKNOWN_OUTCOME: 503,
  RESUME: 503,
  INTERNAL: 500,
}
