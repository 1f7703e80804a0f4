/**
 * Which pages may talk to this server (design §11). A preflight and a WebSocket handshake name no site yet: they admit an
 * origin of any. Each request and CONNECT names its site, and `identity` checks the origin against that one.
 */
export interface Origins {
  /** Programs send no Origin and are admitted; `null` (sandboxed frames, files) never is. */
  admit(origin: string | undefined): Promise<boolean>
  /** The origin that the named site has to allow; undefined for programs and for pages of our own. */
  foreign(origin: string | undefined): string | undefined
}

/** Whether any site lists this origin, written as browsers send it: scheme, host, port. */
export type AnySiteAllows = (origin: string) => boolean | Promise<boolean>

/** Whether a page stands where the request goes. A proxy has to pass `Host` on. */
export const isOwn = (origin: string | undefined, host: string | undefined): boolean =>
  host !== undefined && origin?.replace(/^https?:\/\//, '') === host

/** @param own origins that the server itself serves pages on: GraphiQL, outside production */
export function createOrigins(anySiteAllows: AnySiteAllows, own: readonly string[] = []): Origins {
  const foreign = (origin: string | undefined) => (origin !== undefined && own.includes(origin) ? undefined : origin)
  return {
    foreign,
    async admit(origin) {
      const asked = foreign(origin)
      return asked === undefined || (asked !== 'null' && (await anySiteAllows(asked)))
    },
  }
}
