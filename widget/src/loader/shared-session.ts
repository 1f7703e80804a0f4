import type { Client } from '../client/create-client.ts'
import { Session } from '../client/session.ts'
import type { TokenProvider } from '../client/token.ts'
import type { KeyValueStorage } from '../client/unsent-storage.ts'

/** Made with the panel. */
export interface PageStorages {
  /** Outlives the tab: unsent messages. */
  readonly local: KeyValueStorage
  /** Outlives a navigation: drafts, and what stands open. */
  readonly tab: KeyValueStorage
  /** What was kept in memory may be stored. */
  allow(): void
}

/** What belongs to the page and not to an element: elements of one site and one token source come and go, this stays. */
export interface SharedSession {
  readonly session: Session
  /** Nothing is stored before this is so. */
  mayStore: boolean
  storages: PageStorages | undefined
  /** The panel's module makes it: one connection for all panels. */
  client: Client | undefined
  users: number
}

const sessions = new Map<unknown, SharedSession>()

/** @param key what makes two elements the same: site and token URL, or the provider itself */
export function join(key: unknown, tokens: TokenProvider, mayStore: boolean): SharedSession {
  const known = sessions.get(key)
  const shared: SharedSession = known ?? {
    session: new Session(tokens),
    mayStore,
    storages: undefined,
    client: undefined,
    users: 0,
  }
  shared.users++
  sessions.set(key, shared)
  return shared
}

/** The last one ends it. */
export function leave(shared: SharedSession): void {
  if (--shared.users > 0) return
  for (const [key, other] of sessions) if (other === shared) sessions.delete(key)
  shared.client?.end()
  shared.session.signOut()
}
