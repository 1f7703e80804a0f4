import type { ClientFaultCode } from '../client/client-fault.ts'
import type { CauseName } from '../help/help.ts'

const TIMEOUT = 5_000
/** The event of a violation comes after the failure that it is about. */
const EVENT_WAIT = 100

/**
 * What a browser does not tell, found by trying: whether the server is down, the origin not listed, or the page's policy in the way.
 * @param server ends in a slash
 * @returns undefined: not to be found so, or it works by now
 */
export async function findCause(code: ClientFaultCode, server: string): Promise<CauseName | undefined> {
  if (code === 'SOCKET') {
    const socket = await attempt(server, openSocket)
    return socket === 'failed' ? 'proxy' : socket
  }
  if (code !== 'NETWORK' && code !== 'LOAD') return undefined
  // Any page may read whether the server lives; all else only those of listed origins.
  const health = await attempt(server, () => read(`${server}health`))
  if (health === 'failed') return 'down'
  // What keeps requests from the server says nothing of scripts.
  if (health === 'policy') return code === 'LOAD' ? undefined : health
  return (await attempt(server, () => read(`${server}graphql`))) === 'failed' ? 'unlisted' : undefined
}

/** @returns undefined: it came through */
async function attempt(
  server: string,
  act: (server: string) => Promise<unknown>,
): Promise<'policy' | 'failed' | undefined> {
  const { host } = new URL(server)
  let blocked = false
  const note = ({ blockedURI }: SecurityPolicyViolationEvent) => {
    blocked ||= blockedURI.includes(host)
  }
  document.addEventListener('securitypolicyviolation', note)
  try {
    await act(server)
    return undefined
  } catch {
    await new Promise((resolve) => setTimeout(resolve, EVENT_WAIT))
    return blocked ? 'policy' : 'failed'
  } finally {
    document.removeEventListener('securitypolicyviolation', note)
  }
}

const read = (url: string) =>
  fetch(url, { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT) })

function openSocket(server: string): Promise<void> {
  const url = new URL('stomp', server)
  url.protocol = url.protocol.replace('http', 'ws')
  const socket = new WebSocket(url, 'v12.stomp')
  return new Promise<void>((resolve, reject) => {
    setTimeout(reject, TIMEOUT)
    socket.onopen = () => resolve()
    socket.onerror = reject
  }).finally(() => socket.close())
}
