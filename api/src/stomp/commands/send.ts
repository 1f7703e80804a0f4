import type { ReceiptHeaders } from '../application.ts'
import type { Frame } from '../codec/index.ts'
import type { Session } from '../session.ts'
import { required } from './required.ts'

export function send(session: Session, { headers, body }: Frame): Promise<ReceiptHeaders | undefined> | undefined {
  const destination = required(headers, 'destination')
  const { application } = session.engine
  if (!headers.has('transaction')) {
    application.check?.({ command: 'SEND', destination })
    return application.send(session.state, { destination, headers, body })
  }
  const transaction = required(headers, 'transaction')
  application.check?.({ command: 'SEND', destination, transaction })
  session.transactions.hold(transaction, { send: { destination, headers, body: Buffer.from(body) } })
  return undefined
}
