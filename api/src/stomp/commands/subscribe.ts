import { type AckMode, type Headers, StompError, type StompVersion } from '../application.ts'
import type { Frame } from '../codec/index.ts'
import type { Session } from '../session.ts'
import { OpenSubscription } from '../subscriptions.ts'
import { required } from './required.ts'

export async function subscribe(session: Session, { headers }: Frame): Promise<undefined> {
  const { subscriptions, engine, connection } = session
  const destination = required(headers, 'destination')
  const id = connection.version === '1.0' ? (headers.get('id') ?? '') : required(headers, 'id')
  const ack = ackMode(headers, connection.version)
  engine.application.check?.({ command: 'SUBSCRIBE', destination, ack })
  if (subscriptions.size >= engine.limits.subscriptions) subscriptions.forgetEnded()
  if (subscriptions.size >= engine.limits.subscriptions)
    throw new StompError('LIMIT', `a connection has at most ${engine.limits.subscriptions} subscriptions`)
  const subscription = new OpenSubscription(id, destination, ack)
  subscriptions.add(subscription)
  await engine.application.subscribe(session.state, subscription, headers)
}

/** 1.1 and 1.2 name a subscription by its id, 1.0 by id or destination. */
export function unsubscribe(session: Session, { headers }: Frame): undefined {
  const { subscriptions, engine, connection } = session
  const bare = connection.version === '1.0' && !headers.has('id')
  const subscription = bare
    ? subscriptions.findByDestination(required(headers, 'destination'))
    : subscriptions.find(required(headers, 'id'))
  if (subscription === undefined) throw new StompError('PROTOCOL', 'this subscription is not open')
  subscriptions.remove(subscription)
  engine.application.unsubscribe(session.state, subscription)
}

function ackMode(headers: Headers, version: StompVersion): AckMode {
  const mode = headers.get('ack') ?? 'auto'
  if (mode === 'auto' || mode === 'client') return mode
  if (mode === 'client-individual' && version !== '1.0') return mode
  throw new StompError('PROTOCOL', 'ack is auto, client or, from 1.1 on, client-individual')
}
