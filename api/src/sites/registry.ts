import type { SiteId } from '@damso/schema/model'
import type { Site } from '@damso/schema/services'
import { createLruMap } from '../lru-map.ts'

/** All that is asked of a site on every request. */
export interface SiteEntry extends Site {
  /** Who may open a direct room with whom: with anyone, who shares a room with them, nobody but the site's backend. */
  directPolicy: 'anyone' | 'shared' | 'backend'
  origins: ReadonlySet<string>
  /** HS256 secrets that are valid now: several while one replaces another. */
  secrets: readonly Uint8Array[]
}

export interface KeyOwner {
  site: SiteId
  keyId: string
}

/** Where the truth about sites is kept. */
export interface SiteSource {
  entry(site: SiteId): Promise<SiteEntry | undefined>
  keyOwner(hash: string): Promise<KeyOwner | undefined>
  originKnown(origin: string): Promise<boolean>
  /** Another text after every change of any site. */
  revision(): Promise<string>
}

export interface Registry extends Omit<SiteSource, 'revision'> {
  stop(): void
}

const POLL_MILLISECONDS = 1_000
/** What was held is believed for so long after a poll that found nothing new. */
const TRUST_MILLISECONDS = 2_000
const CAPACITY = 10_000

/**
 * Sites in memory, true within a second: any change of a site raises the revocation sequence, which each node polls
 * (design §8), so that a command beside the running server is seen. A node that cannot poll asks SQL each time.
 */
export async function createRegistry(source: SiteSource, onPollFailure: (error: unknown) => void): Promise<Registry> {
  const entries = createLruMap<SiteId, SiteEntry>(CAPACITY)
  const owners = createLruMap<string, KeyOwner>(CAPACITY)
  const origins = createLruMap<string, boolean>(CAPACITY)
  let revision = await source.revision()
  let provedAt = performance.now()

  const timer = setInterval(poll, POLL_MILLISECONDS)
  timer.unref()

  async function poll() {
    const asked = performance.now()
    try {
      const newest = await source.revision()
      if (newest !== revision) {
        revision = newest
        for (const held of [entries, owners, origins]) held.clear()
      }
      provedAt = asked
    } catch (error) {
      onPollFailure(error)
    }
  }

  async function read<V>(
    held: { get(key: string): V | undefined; set(key: string, value: V): void },
    key: string,
    ask: (key: string) => Promise<V | undefined>,
  ): Promise<V | undefined> {
    const trusted = performance.now() - provedAt < TRUST_MILLISECONDS
    const value = trusted ? held.get(key) : undefined
    if (value !== undefined) return value
    const before = revision
    const loaded = await ask(key)
    if (loaded !== undefined && before === revision) held.set(key, loaded)
    return loaded
  }

  return {
    entry: (site) => read(entries, site, source.entry),
    keyOwner: (hash) => read(owners, hash, source.keyOwner),
    originKnown: async (origin) => (await read(origins, origin, source.originKnown)) ?? false,
    stop: () => clearInterval(timer),
  }
}
