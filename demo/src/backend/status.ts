import type { ServerState } from './damso-server.ts'

export interface Status {
  server: ServerState
  /** The large room that is filling up in the background; null: all is there. */
  seeding: { title: string; stored: number; count: number } | null
}

/** What the demo page shows of the server, told to every open page as it changes. */
export interface StatusBoard {
  read(): Status
  write(change: Partial<Status>): void
  /** @returns stops listening */
  listen(listener: (status: Status) => void): () => void
}

export function createStatusBoard(): StatusBoard {
  let status: Status = { server: 'stopped', seeding: null }
  const listeners = new Set<(status: Status) => void>()
  return {
    read: () => status,
    write(change) {
      status = { ...status, ...change }
      for (const listener of listeners) listener(status)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
