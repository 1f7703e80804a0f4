import type { ReceiptHeaders } from '../application.ts'
import type { Frame } from '../codec/index.ts'
import type { Session } from '../session.ts'
import { acknowledge } from './acknowledge.ts'
import { connect } from './connect.ts'
import { disconnect } from './disconnect.ts'
import { send } from './send.ts'
import { subscribe, unsubscribe } from './subscribe.ts'
import { abort, begin, commit } from './transaction.ts'

/** Does what a frame says. Its RECEIPT follows at once, or when the promise resolves; what it throws becomes ERROR. */
export type Handler = (session: Session, frame: Frame) => Promise<ReceiptHeaders | undefined> | undefined

export const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['CONNECT', connect],
  ['STOMP', connect],
  ['SEND', send],
  ['SUBSCRIBE', subscribe],
  ['UNSUBSCRIBE', unsubscribe],
  ['ACK', (session, frame) => acknowledge(session, frame, true)],
  ['NACK', (session, frame) => acknowledge(session, frame, false)],
  ['BEGIN', begin],
  ['COMMIT', commit],
  ['ABORT', abort],
  ['DISCONNECT', disconnect],
])
