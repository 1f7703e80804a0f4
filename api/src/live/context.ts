import type { Membership, Position, RoomId } from '@damso/schema/model'
import type { MemberViewer } from '@damso/schema/services'
import type { Access } from '../access/create-access.ts'
import type { Identity } from '../identity/create-identity.ts'
import type { Logger } from '../logger.ts'
import type { Messages } from '../messages/messages.ts'
import type { Rates } from '../messages/rates.ts'
import type { Signals } from '../signals/signals.ts'
import type { Hub } from './hub.ts'
import type { ResumeOptions } from './resume.ts'

/** What the destinations need, given once. */
export interface LiveContext extends ResumeOptions {
  hub: Hub
  access: Pick<Access, 'check'>
  identity: Pick<Identity, 'verifyToken'>
  messages: Messages
  markRead(viewer: MemberViewer, room: RoomId, position: Position): Promise<Membership>
  rates: Pick<Rates, 'typing'>
  signals: Signals
  logger: Logger
}
