import type { Dialect } from '../load/dialect.ts'
import type { ServerProcess } from '../support/server-process.ts'

/** A running server, and how to talk to it. */
export interface RunningPeer {
  name: string
  server: ServerProcess
  port: number
  dialect: Dialect
  stop(): Promise<void>
}

/** Starts a server that `clients` clients can come to. */
export type StartPeer = (clients: number) => Promise<RunningPeer>
