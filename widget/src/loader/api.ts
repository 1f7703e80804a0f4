import type { ConnectionState } from '../client/connection.ts'
import type { TokenProvider } from '../client/token.ts'
import { currentChat, withChat } from './current.ts'
import type { DamsoChat } from './damso-chat.ts'
import type { DamsoEventMap } from './events.ts'
import { answerHostButtons } from './host-buttons.ts'
import type { RoomName, RoomOptions } from './room-name.ts'

/** `window.damso`: the page's remote control of its popup, or of its first chat. Calls wait until there is one. */
export interface DamsoApi {
  /** The chat stands in the page, and whether somebody is signed in is known. */
  readonly ready: Promise<void>
  /** Unread messages in all rooms. */
  readonly unread: number
  readonly connection: ConnectionState
  /** The site's id of who is signed in. */
  readonly member: string | null
  /** @returns false: the page's `damso-open` was cancelled, or the panel could not come */
  open(): Promise<boolean>
  close(): void
  /** @returns whether it is open now */
  toggle(): Promise<boolean>
  /** @returns false: cancelled, no such room, or nobody signed in; the panel says which of these to the member */
  openRoom(room: RoomName & RoomOptions, options?: RoomOptions): Promise<boolean>
  /** Another source of tokens from now on, or a token, or null: nobody. Another member finds nothing of the one before. */
  setMember(source: TokenProvider | string | null): Promise<void>
  /** Forgets the member: call it when they sign out of the site. */
  signOut(): void
  /** With `storage="none"`: the visitor agrees, what is kept in memory may be stored. */
  consent(): void
  /** @returns a function that ends it */
  on<T extends keyof DamsoEventMap>(type: T, listener: (event: DamsoEventMap[T]) => void): () => void
  /** Removes the chat for good: no node, listener, timer or socket stays. */
  destroy(): void
  /** What was asked before the script had loaded: by name, or as a function that is given this object. */
  push(...calls: Call[]): void
}

type Callable = 'open' | 'close' | 'toggle' | 'openRoom' | 'setMember' | 'signOut' | 'consent' | 'destroy' | 'on'

export type Call = { [N in Callable]: [name: N, ...Parameters<DamsoApi[N]>] }[Callable] | ((damso: DamsoApi) => void)

/**
 * @param ended it was destroyed
 * @param own what `destroy` removes; else the current chat
 */
export function createApi(ended: () => void = () => {}, own?: DamsoChat): DamsoApi {
  const listening = new AbortController()
  const { signal } = listening
  const later = (name: 'close' | 'signOut' | 'consent') => void withChat((chat) => chat[name]())
  const api: DamsoApi = {
    ready: withChat((chat) => chat.ready),
    get unread() {
      return currentChat()?.unread ?? 0
    },
    get connection() {
      return currentChat()?.connection ?? 'off'
    },
    get member() {
      return currentChat()?.member ?? null
    },
    open: () => withChat((chat) => chat.show()),
    close: () => later('close'),
    toggle: () => withChat((chat) => chat.toggle()),
    openRoom: (room, options) => withChat((chat) => chat.openRoom(room, options)),
    setMember: (source) => withChat((chat) => chat.setMember(source)),
    signOut: () => later('signOut'),
    consent: () => later('consent'),
    on(type, listener) {
      document.addEventListener(type, listener, { signal })
      return () => document.removeEventListener(type, listener)
    },
    destroy() {
      if (signal.aborted) return
      listening.abort()
      ;(own ?? currentChat())?.destroy()
      ended()
    },
    push(...calls) {
      for (const call of calls) {
        if (typeof call === 'function') call(api)
        else {
          const [name, ...given] = call
          ;(api[name] as (...given: unknown[]) => unknown)(...given)
        }
      }
    },
  }
  answerHostButtons(api, signal)
  return api
}
