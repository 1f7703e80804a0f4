import { Refusal } from '@damso/schema/model'

/**
 * An origin as browsers send it: scheme, host, port where it is not the scheme's own. Exact, no wildcards.
 *
 * @throws {Refusal} that says how to write it
 */
export function parseOrigin(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null'
  const usable = /^https?:\/\/[^*]+$/.test(origin)
  if (usable && text === origin) return origin
  const remedy = usable ? `write ${origin}` : 'name each one as https://shop.example'
  throw new Refusal({ code: 'INVALID', message: `origin "${text}" is not an origin: ${remedy}`, field: 'origin' })
}
