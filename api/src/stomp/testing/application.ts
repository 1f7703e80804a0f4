import type { Connection, StompApplication, Subscription } from '../application.ts'

export interface TestSession {
  connection: Connection
}

/** An application that says yes to all; a test replaces what it is about. */
export function testApplication(parts: Partial<StompApplication<TestSession>> = {}): StompApplication<TestSession> {
  return {
    connect: async (_headers, connection) => ({ session: { connection } }),
    send: async () => undefined,
    subscribe: async () => undefined,
    unsubscribe: () => undefined,
    acknowledge: () => undefined,
    disconnect: () => undefined,
    ...parts,
  }
}

/** Resolves with the first subscription made. */
export function firstSubscription(): {
  made: Promise<{ connection: Connection; subscription: Subscription }>
  subscribe: StompApplication<TestSession>['subscribe']
} {
  let resolve: (made: { connection: Connection; subscription: Subscription }) => void = () => undefined
  const made = new Promise<{ connection: Connection; subscription: Subscription }>((settle) => {
    resolve = settle
  })
  return { made, subscribe: async ({ connection }, subscription) => resolve({ connection, subscription }) }
}
