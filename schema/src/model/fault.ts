/**
 * A fault ends a request or a connection: a bad token, a protocol error, an outcome that nobody knows. The codes are the
 * `code` header of a STOMP ERROR and `extensions.code` of a GraphQL error.
 */
export const faultCodes = [
  /** The token or site key is missing, malformed, expired, or for another site. */
  'TOKEN',
  /** This site does not exist here. */
  'SITE',
  /** This origin is not on the site's allow-list. */
  'ORIGIN',
  /** The request or frame breaks the protocol. */
  'PROTOCOL',
  /** The protocol allows it, this destination does not (a transaction, an ack mode). */
  'UNSUPPORTED',
  /** Not yours: a destination that you may not name. */
  'FORBIDDEN',
  /** A frame, header, body or rate is over its limit. */
  'LIMIT',
  /** Nobody can tell whether it was stored: send the same nonce again with `retry: true`. */
  'UNKNOWN_OUTCOME',
  /** The server is closing, or this socket read too slowly: connect again and subscribe after the last position. */
  'RESUME',
  /** Our own bug; the server's log has the details. */
  'INTERNAL',
] as const

export type FaultCode = (typeof faultCodes)[number]

/** WebSocket close codes: what a client does next (design §9). */
export const closeCodes = { RESUME: 4000, TOKEN: 4001, PROTOCOL: 4002 } as const

/** The last MESSAGE of a subscription says why it ended. */
export type EndedCode = 'REMOVED' | 'RESUME'

export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode

  constructor(code: FaultCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
