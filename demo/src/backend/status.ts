import type { ServerState } from './damso-server.ts'

export interface Status {
  /** By name: `server` alone, or each node. */
  servers: Record<string, ServerState>
  /** The large room that is filling up in the background; null: all is there. */
  seeding: { title: string; stored: number; count: number } | null
}

/** What the demo page shows of the servers, told to every open page as it changes. */
export interface StatusBoard {
  read(): Status
  writeServer(name: string, state: ServerState): void
  writeSeeding(seeding: Status['seeding']): void
  /** @returns stops listening */
  listen(listener: (status: Status) => void): () => void
}

export function createStatusBoard(servers: readonly string[]): StatusBoard {
  let status: Status = { servers: Object.fromEntries(servers.map((name) => [name, 'stopped'])), seeding: null }
  const listeners = new Set<(status: Status) => void>()
  const write = (change: Partial<Status>) => {
    status = { ...status, ...change }
    for (const listener of listeners) listener(status)
  }
  return {
    read: () => status,
    writeServer: (name, state) => write({ servers: { ...status.servers, [name]: state } }),
    writeSeeding: (seeding) => write({ seeding }),
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
