/** What can go wrong between a page and its server, beyond refusals; each is a `damso-error` with this code. */
export type ClientFaultCode =
  /** The token URL or provider failed, or answered something else than `{"token": …}`, 204 or null. */
  | 'TOKEN_SOURCE'
  /** The server does not accept the token: wrong secret, wrong `aud`, expired, or a clock that is far off. */
  | 'TOKEN'
  /** The server does not know this site. */
  | 'SITE'
  /** The page's origin is not on the site's list. */
  | 'ORIGIN'
  /** The server cannot be reached, or CORS or the page's CSP (`connect-src`) stands between. */
  | 'NETWORK'
  /** GraphQL works but no WebSocket opens: a proxy without Upgrade, or CSP without `wss:`. */
  | 'SOCKET'
  /** The panel's script could not be loaded. */
  | 'LOAD'
  /** The request is refused as such: read `message`. */
  | 'REQUEST'
  /** Asked before the node had seen what this client saw elsewhere: ask again. */
  | 'NOT_CAUGHT_UP'
  /** Absent, or not this member's to see. */
  | 'NOT_FOUND'
  /** The connection ended before the answer came. */
  | 'DISCONNECTED'
  /** A fault of the server. */
  | 'SERVER'

export class ClientFault extends Error {
  override readonly name = 'ClientFault'
  readonly code: ClientFaultCode

  constructor(code: ClientFaultCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export const faultCodeOf = (error: unknown): ClientFaultCode => (error instanceof ClientFault ? error.code : 'SERVER')

/** What a browser tells of it is the same for all of these. */
export const unreachable = (server: string, options?: ErrorOptions): ClientFault =>
  new ClientFault('NETWORK', `no answer from ${server}: down, origin not listed, or connect-src`, options)

export const disconnected = (): ClientFault => new ClientFault('DISCONNECTED', 'the connection ended before the answer')
