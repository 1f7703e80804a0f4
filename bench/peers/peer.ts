import type { Dialect } from '../load/dialect.ts'
import type { ServerProcess } from '../support/server-process.ts'

export interface Node {
  server: ServerProcess
  port: number
}

/** A running server, and how to talk to it. */
export interface RunningPeer {
  name: string
  /** One process, or several that are one server: clients come to them in turn. */
  nodes: readonly Node[]
  dialect: Dialect
  stop(): Promise<void>
}

/** Starts a server that `clients` clients can come to. */
export type StartPeer = (clients: number) => Promise<RunningPeer>
