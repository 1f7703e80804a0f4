import type { SendDestination } from '@damso/schema/model'
import type { MemberViewer } from '@damso/schema/services'
import type { PreparedAct } from '../../messages/acts/act.ts'
import type { Messages } from '../../messages/messages.ts'
import type { ReceiptHeaders } from '../../stomp/application.ts'
import type { LiveContext } from '../context.ts'
import type { LiveSession } from '../session.ts'

type MessageDestination = Exclude<SendDestination, { to: 'typing' | 'read' | 'session' }>

/**
 * SEND of a message, an edit, a deletion or a reaction. The acts of one connection are checked and given to the log in the order of
 * their frames; only the waiting for the log's answer overlaps.
 */
export const act =
  <D extends MessageDestination>(
    prepare: (messages: Messages, viewer: MemberViewer, to: D, body: unknown) => Promise<PreparedAct>,
  ) =>
  async ({ messages }: LiveContext, session: LiveSession, to: D, body: unknown): Promise<ReceiptHeaders> => {
    const { committed } = await session.inTurn(async () => {
      const prepared = await prepare(messages, session.viewer, to, body)
      // Inside an object, so that the turn ends when the append has begun and not when it is done.
      return { committed: messages.commit(prepared) }
    })
    const { message, position } = await committed
    return { outcome: 'stored', position: String(position), 'message-id': message.id }
  }
