import type { Connection } from './connection.ts'
import { SocketConnection, type SocketOptions } from './socket-connection.ts'
import { canShare } from './tabs/can-share.ts'
import { SharedConnection } from './tabs/shared-connection.ts'

export interface LiveOptions extends SocketOptions {
  member: string
  /** Whether the tabs of this member share a socket. */
  tabs: boolean
}

/** A socket of its own, or one for all tabs. */
export function createLiveConnection({ member, tabs, ...options }: LiveOptions): Connection {
  const connect = () => new SocketConnection(options)
  const { server, site } = options
  return tabs && canShare() ? new SharedConnection(JSON.stringify([server, site, member]), connect) : connect()
}
