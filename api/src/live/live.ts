import { closeCodes, Fault, Refusal, type SiteId, siteId } from '@damso/schema/model'
import * as v from 'valibot'
import type { Identity } from '../identity/create-identity.ts'
import type { Sites } from '../sites/create-sites.ts'
import type { SiteEntry } from '../sites/registry.ts'
import { type StompApplication, StompError } from '../stomp/application.ts'
import { isUnavailable } from '../unavailable.ts'
import type { LiveContext } from './context.ts'
import { send } from './destinations/send.ts'
import { subscribe, unsubscribe } from './destinations/subscribe.ts'
import { stompError } from './fault.ts'
import { LiveSession } from './session.ts'

export interface LiveOptions extends LiveContext {
  /** Said in CONNECTED: which of several nodes it is. */
  nodeName: string
  /** Whether this origin may speak for this site; a client without one (a program) is admitted. */
  originAllowed(site: string, origin: string | undefined): Promise<boolean>
}

/** Damso over STOMP: what CONNECT, SEND and SUBSCRIBE mean (design §9). */
export function createLive({ originAllowed, nodeName, ...context }: LiveOptions): StompApplication<LiveSession> {
  return {
    /** `host` is the site, `passcode` the member's token. */
    async connect(headers, connection) {
      try {
        const site = headers.get('host')
        const token = headers.get('passcode')
        if (!site) throw new Fault('SITE', 'the header host is missing: it names the site')
        if (!token) throw new Fault('TOKEN', 'the header passcode is missing: it holds the token of the member')
        if (!v.is(siteId, site))
          throw new Fault('SITE', 'the header host is no site id: 1 to 63 of a-z, 0-9 and hyphens')
        if (!(await originAllowed(site, connection.origin))) {
          throw new Fault('ORIGIN', `origin ${connection.origin} is not on the list of site "${site}"`)
        }
        const session = new LiveSession(await context.identity.verifyToken(token, site), connection)
        context.hub.join(session)
        return { session, headers: { node: nodeName } }
      } catch (error) {
        if (error instanceof Fault) throw stompError(error)
        // What the token grants cannot be given (a full room): it says so instead of failing as our own.
        if (error instanceof Refusal) throw stompError(new Fault('TOKEN', error.message))
        if (isUnavailable(error)) throw away()
        throw error
      }
    },

    async send(session, message) {
      refuseExpired(session)
      return send(context, session, message)
    },

    async subscribe(session, subscription, headers) {
      refuseExpired(session)
      return subscribe(context, session, subscription, headers)
    },

    unsubscribe: (session, subscription) => unsubscribe(context, session, subscription),

    acknowledge() {
      throw new StompError('UNSUPPORTED', 'subscriptions here are ack:auto')
    },

    disconnect: (session) => context.hub.leave(session),

    check({ destination, ack, transaction }) {
      if (transaction !== undefined) throw new StompError('UNSUPPORTED', `${destination} takes no transaction`)
      if (ack !== undefined && ack !== 'auto') throw new StompError('UNSUPPORTED', `${destination} takes ack:auto only`)
    },
  }
}

/** Clocks of sites may be this far off ours. */
const SKEW_MILLISECONDS = 60_000

const isExpired = (session: LiveSession): boolean => session.viewer.expiresAt + SKEW_MILLISECONDS < Date.now()

const away = () =>
  new StompError('RESUME', 'one of the server’s stores cannot be reached: connect again', closeCodes.RESUME)

const expired = () => new StompError('TOKEN', 'the token has expired: connect again with a new one', closeCodes.TOKEN)

function refuseExpired(session: LiveSession): void {
  if (isExpired(session)) throw expired()
}

/**
 * Closes every connection that would not be let in any more: its token has run out, or its site is gone, revoked the secret or took the
 * origin off its list (design §8). Called often enough that with the registry's second it is done within two.
 */
export async function closeEnded(
  sessions: Iterable<LiveSession>,
  { sites, identity }: { sites: Pick<Sites, 'entry'>; identity: Pick<Identity, 'isHonoured'> },
): Promise<void> {
  const entries = new Map<SiteId, SiteEntry | undefined>()
  for (const session of sessions) {
    const { viewer, connection } = session
    if (!entries.has(viewer.site)) entries.set(viewer.site, await sites.entry(viewer.site))
    const entry = entries.get(viewer.site)
    if (isExpired(session)) connection.fail(expired())
    else if (!entry) connection.fail(stompError(new Fault('SITE', 'this site is gone')))
    else if (connection.origin !== undefined && !entry.origins.has(connection.origin))
      connection.fail(stompError(new Fault('ORIGIN', `origin ${connection.origin} is no longer on the site's list`)))
    else if (!identity.isHonoured(viewer, entry))
      connection.fail(stompError(new Fault('TOKEN', 'the secret that signed the token was revoked: fetch a new token')))
  }
}
