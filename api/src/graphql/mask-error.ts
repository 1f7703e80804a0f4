import { Fault, type FaultCode, faultCodes, Refusal } from '@damso/schema/model'
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql'
import type { Logger } from 'pino'
import { UnknownOutcome } from '../event-log/event-log.ts'
import { faultStatus } from '../http/fault-status.ts'
import { isUnavailable, unavailable } from '../unavailable.ts'

/**
 * What a caller learns of an error. Every one that leaves has `extensions.code`: a fault's, a refusal's (with `field`,
 * `limit`, `retryAfter`), `PROTOCOL` for a document that is wrong; everything else is our bug: logged, and said as
 * `INTERNAL` alone.
 */
export const createMaskError =
  (log: Pick<Logger, 'error' | 'warn'>) =>
  (error: unknown): Error => {
    const cause = causeOf(error)
    if (cause instanceof Refusal) {
      const { message, ...details } = cause.toJSON()
      return answer(error, message, details)
    }
    if (cause instanceof UnknownOutcome) {
      log.warn({ err: cause }, 'GraphQL: outcome unknown')
      const message = 'Nobody can tell whether it was stored: send the same nonce again with retry: true'
      return answer(error, message, { code: 'UNKNOWN_OUTCOME', ...statusOf(error, 'UNKNOWN_OUTCOME') })
    }
    if (cause instanceof Fault && cause.code !== 'INTERNAL') {
      return answer(error, cause.message, { code: cause.code, ...statusOf(error, cause.code) })
    }
    if (cause instanceof GraphQLError) {
      const known = faultCodes.some((code) => code === cause.extensions.code)
      // The outer message names the variable that a value was given for.
      const { message } = error instanceof GraphQLError ? error : cause
      return answer(error, message, { ...cause.extensions, ...(!known && { code: 'PROTOCOL' }) })
    }
    if (isUnavailable(cause)) {
      log.warn({ err: cause }, 'GraphQL: a store is away')
      const { message, ...details } = unavailable().toJSON()
      return answer(error, message, details)
    }
    log.error({ err: cause, path: error instanceof GraphQLError ? error.path : undefined }, 'GraphQL request failed')
    return answer(error, 'Something broke on our side; the server’s log has the details', {
      code: 'INTERNAL',
      ...statusOf(error, 'INTERNAL'),
    })
  }

/** An error of one field leaves its siblings as they are, so only a bad token speaks for the whole answer. */
function statusOf(error: unknown, code: FaultCode) {
  const inField = error instanceof GraphQLError && error.path !== undefined
  return inField && code !== 'TOKEN' ? {} : { http: { status: faultStatus[code], spec: true } }
}

const causeOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error

function answer(error: unknown, message: string, extensions: GraphQLErrorExtensions): GraphQLError {
  if (!(error instanceof GraphQLError)) return new GraphQLError(message, { extensions })
  const { nodes, source, positions, path } = error
  return new GraphQLError(message, {
    extensions,
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
  })
}
