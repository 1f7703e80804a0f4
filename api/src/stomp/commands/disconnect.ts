import { encodeFrame, type Frame } from '../codec/index.ts'
import type { Session } from '../session.ts'

/** With a receipt the client closes when it has it; without, we do. Either way what it said before is answered first. */
export function disconnect(session: Session, { headers }: Frame): undefined {
  const { connection } = session
  const receipt = headers.get('receipt')
  session.leave(() => {
    if (receipt === undefined) return connection.close(1000, 'goodbye')
    connection.write(encodeFrame({ command: 'RECEIPT', headers: [['receipt-id', receipt]] }, connection.version))
    session.end()
    connection.leaving()
  })
}
