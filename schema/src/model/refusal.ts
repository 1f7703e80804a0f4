/**
 * A refusal is an expected "no": typed, shown to people, and the same JSON as a GraphQL `Refusal` and on
 * `/user/queue/errors`. It never ends a connection.
 */
export const refusalCodes = [
  /** A value is missing or malformed; `field` names it. */
  'INVALID',
  /** A value is over its limit; `field` and `limit` say which and how far. */
  'TOO_LONG',
  /** Absent, or not yours to see: the two are never told apart. */
  'NOT_FOUND',
  /** You may see it but not do this to it. */
  'FORBIDDEN',
  /** Only operators may post here. */
  'OPERATORS_ONLY',
  /** An operator muted you; `retryAfter` says for how long. */
  'MUTED',
  /** The room is frozen. */
  'FROZEN',
  /** Too many requests of yours; `retryAfter`. */
  'RATE_LIMITED',
  /** The server cannot take more just now; `retryAfter`. */
  'BUSY',
  /** The room, the page or the member list is full; `limit`. */
  'FULL',
  /** The node has not yet seen what you saw elsewhere; ask again. */
  'NOT_CAUGHT_UP',
] as const

export type RefusalCode = (typeof refusalCodes)[number]

export interface RefusalDetails {
  code: RefusalCode
  /** One sentence that says what to do. English; clients translate by `code`. */
  message: string
  /** The offending argument, as the caller wrote it: `text`, `members[3].name`. */
  field?: string
  /** The bound that was passed, in the unit that the field's limit is stated in. */
  limit?: number
  /** Seconds after which the same request may succeed. */
  retryAfter?: number
}

/** Thrown by use cases; both protocols answer it as a value. */
export class Refusal extends Error implements RefusalDetails {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly field?: string
  readonly limit?: number
  readonly retryAfter?: number

  constructor({ code, message, field, limit, retryAfter }: RefusalDetails) {
    super(message)
    this.code = code
    if (field !== undefined) this.field = field
    if (limit !== undefined) this.limit = limit
    if (retryAfter !== undefined) this.retryAfter = retryAfter
  }

  toJSON(): RefusalDetails {
    const { code, message, field, limit, retryAfter } = this
    return {
      code,
      message,
      ...(field !== undefined && { field }),
      ...(limit !== undefined && { limit }),
      ...(retryAfter !== undefined && { retryAfter }),
    }
  }
}
