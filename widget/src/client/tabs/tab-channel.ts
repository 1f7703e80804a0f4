import type { ConnectionState, Outcome } from '../connection.ts'
import { createNonce } from '../nonce.ts'

export type TabId = string

/** What the tabs of one member say to each other. `to` is a tab; without it, all are meant. */
export type TabMessage =
  /** The tab that holds the socket, and how that is; said at every change and to whoever asks. */
  | { type: 'leader'; state: ConnectionState }
  /** Who leads? */
  | { type: 'hello' }
  | { type: 'subscribe'; to: TabId; ref: string; destination: string; id: string; headers: Record<string, string> }
  | { type: 'unsubscribe'; to: TabId; ref: string }
  | { type: 'event'; to: TabId; ref: string; event: unknown }
  | { type: 'send'; to: TabId; ref: string; destination: string; body: object }
  /** Null: nobody knows. */
  | { type: 'outcome'; to: TabId; ref: string; outcome: Outcome | null }
  | { type: 'signal'; to: TabId; destination: string; body: object }
  | { type: 'wake'; to: TabId }

/** How they reach each other: all tabs of this origin that chat as one member of one site. */
export interface TabChannel {
  readonly tab: TabId
  /** Also the name of the lock that the leader holds. */
  readonly name: string
  post(message: TabMessage): void
  close(): void
}

/** Tabs of another release may say other things, and keep a socket of their own. */
const PROTOCOL = 2

/** @param listen hears what is meant for this tab, and from whom */
export function openTabChannel(name: string, listen: (from: TabId, message: TabMessage) => void): TabChannel {
  const tab = createNonce()
  const full = `damso:${PROTOCOL}:${name}`
  const channel = new BroadcastChannel(full)
  channel.onmessage = ({ data: { from, message } }: MessageEvent<{ from: TabId; message: TabMessage }>) => {
    if (!('to' in message) || message.to === tab) listen(from, message)
  }
  let closed = false
  return {
    tab,
    name: full,
    /** An answer may come after the end. */
    post(message) {
      if (!closed) channel.postMessage({ from: tab, message })
    },
    close() {
      closed = true
      channel.close()
    },
  }
}

/** Each tab holds this lock while it lives, so that the leader learns when it is gone, however it went. */
export const lockOf = (channel: Pick<TabChannel, 'name'>, tab: TabId): string => `${channel.name}:${tab}`
