import type { Frame } from '../codec/index.ts'
import type { Session } from '../session.ts'
import { settle, tell } from './acknowledge.ts'
import { required } from './required.ts'

export function begin(session: Session, { headers }: Frame): undefined {
  session.transactions.begin(required(headers, 'transaction'))
}

/** All or nothing: every ACK and NACK is found valid before the application hears of any frame. */
export async function commit(session: Session, { headers }: Frame): Promise<undefined> {
  const held = session.transactions.end(required(headers, 'transaction'))
  const settled = held.flatMap((frame) => ('acknowledge' in frame ? [settle(session, frame.acknowledge)] : []))
  for (const acknowledgement of settled) tell(session, acknowledgement)
  const sends = held.flatMap((frame) => ('send' in frame ? [frame.send] : []))
  await Promise.all(sends.map((message) => session.engine.application.send(session.state, message)))
}

export function abort(session: Session, { headers }: Frame): undefined {
  session.transactions.end(required(headers, 'transaction'))
}
