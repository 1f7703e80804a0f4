import { ClientFault, type ClientFaultCode } from '../client/client-fault.ts'

/** Detail of a `damso-error` event. */
export interface ErrorDetail {
  code: ClientFaultCode
  message: string
}

const LISTED = "that this page's origin is on the site's list, and the page's CSP"

/** What to do about it, for the page's developer. */
const remedies: Partial<Record<ClientFaultCode, string>> = {
  TOKEN_SOURCE: 'data-token-url must answer POST with {"token": "…"} or 204',
  TOKEN: 'check the secret, "aud" (the site), "exp", and the clock of the server that signs',
  SITE: 'check data-site: this server has no such site',
  ORIGIN: "add this page's origin to the site: damso site origins",
  NETWORK: `check that the server is up, ${LISTED} (connect-src)`,
  SOCKET: "check that the proxy passes Upgrade, and the page's CSP (connect-src wss:)",
  LOAD: `check ${LISTED} (script-src)`,
  SERVER: "see the server's log",
}

/** Raises `damso-error`, each time, and says so in the console, once per code. */
export function createReporter(target: EventTarget): (error: unknown) => void {
  const told = new Set<ClientFaultCode>()
  return (error) => {
    const { code, message } = error instanceof Error && 'code' in error ? (error as ClientFault) : unexpected(error)
    const detail: ErrorDetail = { code, message }
    const quiet = !target.dispatchEvent(
      new CustomEvent('damso-error', { detail, bubbles: true, composed: true, cancelable: true }),
    )
    if (quiet || told.has(code)) return
    told.add(code)
    // biome-ignore lint/suspicious/noConsole: the one line that a page's developer has to see
    console.error(`[damso] ${code}: ${message} (${remedies[code] ?? 'see docs/embed.md'})`)
  }
}

const unexpected = (error: unknown) => new ClientFault('SERVER', error instanceof Error ? error.message : String(error))
