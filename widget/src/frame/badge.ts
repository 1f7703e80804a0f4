import type { Unsubscribe } from '../client/index.ts'

/** Tabs are switched faster than a count goes out of date. */
const AGAIN = 10_000

/** Whose count it is. */
interface Whose {
  server: string
  site: string
  member: string
}

/** All tabs of this origin that chat as this member; undefined: the browser cannot. */
const openChannel = ({ server, site, member }: Whose): BroadcastChannel | undefined =>
  'BroadcastChannel' in globalThis
    ? new BroadcastChannel(`damso:unread:${JSON.stringify([server, site, member])}`)
    : undefined

/** A panel knows the count: the member's tabs that have none show it, too. */
export function tellBadges(whose: Whose, total: number): void {
  const channel = openChannel(whose)
  channel?.postMessage(total)
  channel?.close()
}

export interface BadgeOptions extends Whose {
  /** One query. */
  ask: () => Promise<number>
  onUnread: (total: number) => void
}

/**
 * Keeps the count on a launcher whose panel nobody has opened: a tab that has one tells it, and the server is asked when this tab comes
 * back into view. No socket is opened for it.
 */
export function keepBadge({ ask, onUnread, ...whose }: BadgeOptions): Unsubscribe {
  const listening = new AbortController()
  const { signal } = listening
  let channel: BroadcastChannel | undefined
  let askedAt = performance.now()
  let told = 0

  function hear(): void {
    channel = openChannel(whose)
    if (!channel) return
    channel.onmessage = ({ data }) => {
      told++
      if (Number.isSafeInteger(data) && data >= 0) onUnread(data)
    }
  }
  async function look(): Promise<void> {
    if (document.visibilityState !== 'visible' || performance.now() - askedAt < AGAIN) return
    askedAt = performance.now()
    const before = told
    const total = await ask().catch(() => undefined)
    // What was told meanwhile is newer.
    if (total !== undefined && told === before && !signal.aborted) onUnread(total)
  }

  hear()
  document.addEventListener('visibilitychange', look, { signal })
  // An open channel keeps a page out of the back/forward cache.
  addEventListener('pagehide', () => channel?.close(), { signal })
  addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (!persisted) return
      hear()
      askedAt = Number.NEGATIVE_INFINITY
      void look()
    },
    { signal },
  )
  return () => {
    listening.abort()
    channel?.close()
  }
}
