import { parseSendDestination, Refusal, type SendDestination } from '@damso/schema/model'
import { UnknownOutcome } from '../../event-log/event-log.ts'
import { type IncomingMessage, type ReceiptHeaders, StompError } from '../../stomp/application.ts'
import { isUnavailable, unavailable } from '../../unavailable.ts'
import type { LiveContext } from '../context.ts'
import type { LiveSession } from '../session.ts'
import { act } from './act.ts'
import { read } from './read.ts'
import { session as refresh } from './session.ts'
import { typing } from './typing.ts'

/** Every destination that a client may SEND to (design §9). */
const handlers: {
  [D in SendDestination['to']]: (
    context: LiveContext,
    session: LiveSession,
    to: Extract<SendDestination, { to: D }>,
    body: unknown,
  ) => Promise<ReceiptHeaders>
} = {
  messages: act((messages, viewer, { room }, body) => messages.prepare.send(viewer, room, body)),
  edit: act((messages, viewer, { room, message }, body) => messages.prepare.edit(viewer, room, message, body)),
  delete: act((messages, viewer, { room, message }, body) => messages.prepare.delete(viewer, room, message, body)),
  reactions: act((messages, viewer, { room, message }, body) => messages.prepare.react(viewer, room, message, body)),
  typing,
  read,
  session: refresh,
}

/**
 * A refusal is processed: RECEIPT with `outcome:refused`, and before it the details on `/user/queue/errors`. An outcome that
 * nobody knows gets no RECEIPT: the connection closes with RESUME, and the client sends the same nonce again.
 */
export async function send(
  context: LiveContext,
  session: LiveSession,
  message: IncomingMessage,
): Promise<ReceiptHeaders> {
  const to = parseSendDestination(message.destination)
  if (!to) throw new StompError('FORBIDDEN', `there is no destination ${message.destination} to SEND to`)
  try {
    // The table is keyed by `to.to`, which the compiler cannot follow through the index.
    const handler = handlers[to.to] as unknown as (
      context: LiveContext,
      session: LiveSession,
      to: SendDestination,
      body: unknown,
    ) => Promise<ReceiptHeaders>
    return await handler(context, session, to, parseBody(message.body))
  } catch (error) {
    if (error instanceof Refusal) return refuse(session, error, message.headers.get('receipt'))
    // Acts are checked before they are appended, and an append that fails says so by itself: nothing was stored.
    if (isUnavailable(error) && !(error instanceof UnknownOutcome)) {
      context.logger.warn({ err: error, connection: session.connection.id }, 'live: a store is away')
      return refuse(session, unavailable(), message.headers.get('receipt'))
    }
    if (error instanceof UnknownOutcome) {
      context.logger.warn({ err: error, connection: session.connection.id }, 'live: outcome unknown, closing')
      session.connection.close(4000, 'RESUME')
      throw new StompError('RESUME', 'the outcome is unknown: send it again with retry', 4000)
    }
    throw error
  }
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refusal({ code: 'INVALID', message: 'the body is not JSON', field: 'body' })
  }
}

function refuse(session: LiveSession, refusal: Refusal, receipt: string | undefined): ReceiptHeaders {
  session.tell(session.errors, `error-${receipt ?? ''}`, { ...refusal.toJSON(), receipt: receipt ?? null })
  return {
    outcome: 'refused',
    code: refusal.code,
    ...(refusal.retryAfter !== undefined && { 'retry-after': String(refusal.retryAfter) }),
  }
}
