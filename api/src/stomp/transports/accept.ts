import type { StompConnection } from '../connection.ts'
import type { Wire } from '../wire.ts'

/** What a transport asks of the server. */
export interface Accept {
  /** False while the server is full or closing. */
  ready(): boolean
  open(wire: Wire, origin: string | undefined, remoteAddress: string): StompConnection
}
