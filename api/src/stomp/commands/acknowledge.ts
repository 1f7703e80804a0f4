import { StompError, type Subscription } from '../application.ts'
import type { Frame } from '../codec/index.ts'
import type { Session } from '../session.ts'
import type { Acknowledgement } from '../transactions.ts'
import { required } from './required.ts'

/** Deliveries that an ACK or NACK has settled. */
export interface Settled {
  subscription: Subscription
  deliveries: readonly string[]
  ok: boolean
}

export function acknowledge(session: Session, frame: Frame, ok: boolean): undefined {
  const acknowledgement = read(session, frame, ok)
  if (frame.headers.has('transaction'))
    session.transactions.hold(required(frame.headers, 'transaction'), { acknowledge: acknowledgement })
  else tell(session, settle(session, acknowledgement))
}

/*
 * 1.2  ACK id:<the ack header of MESSAGE>
 * 1.1  ACK message-id:<…> subscription:<…>
 * 1.0  ACK message-id:<…>                     (subscription if SUBSCRIBE had an id), and no NACK
 */
function read(session: Session, { headers }: Frame, ok: boolean): Acknowledgement {
  switch (session.connection.version) {
    case '1.2':
      return { key: required(headers, 'id'), subscription: undefined, ok }
    case '1.1':
      return { key: required(headers, 'message-id'), subscription: required(headers, 'subscription'), ok }
    case '1.0':
      if (!ok) throw new StompError('PROTOCOL', 'STOMP 1.0 has no NACK')
      return { key: required(headers, 'message-id'), subscription: headers.get('subscription'), ok }
  }
}

/** Takes the deliveries off the list of those that wait. */
export function settle(session: Session, { key, subscription: id, ok }: Acknowledgement): Settled {
  for (const subscription of session.subscriptions) {
    if (id !== undefined && subscription.id !== id) continue
    const deliveries = subscription.settle(key)
    if (deliveries !== undefined) return { subscription, deliveries, ok }
  }
  throw new StompError('PROTOCOL', 'no message of this name waits for ACK or NACK')
}

export function tell(session: Session, { subscription, deliveries, ok }: Settled): void {
  session.engine.application.acknowledge(session.state, subscription, deliveries, ok)
}
