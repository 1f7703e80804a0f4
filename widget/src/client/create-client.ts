import { createApi } from './api.ts'
import { type Chat, createChat } from './chat.ts'
import type { ClientFault } from './client-fault.ts'
import { Session } from './session.ts'
import { Store } from './store.ts'
import { canShare } from './tabs/can-share.ts'
import { followMember } from './tabs/follow-member.ts'
import type { TokenProvider } from './token.ts'
import type { KeyValueStorage } from './unsent-storage.ts'

export interface ClientOptions {
  site: string
  /** The server's address, which may have a path: `https://chat.example.com/`. */
  server: string
  /** Who is signed in; or a session that already asked. */
  session: Session | TokenProvider
  /** Where unsent messages outlive a reload. @default none */
  storage?: KeyValueStorage | undefined
  /** Tabs of one member share a socket, where the browser can. @default false */
  tabs?: boolean
  /** Where what is written and not sent outlives a navigation. @default none */
  draftStorage?: KeyValueStorage | undefined
  /** What does not mend itself, for the page's developer. */
  onFault?: (fault: ClientFault) => void
}

export interface Client {
  readonly session: Session
  /** Null: nobody is signed in. A new member is a new chat; the old one is ended before it shows. */
  readonly chat: Store<Chat | null>
  /** The page is put away: no socket, channel or lock is open until `resume`. */
  pause(): void
  resume(): void
  end(): void
}

/** A chat client without any page: the element is one user of it. */
export function createClient(options: ClientOptions): Client {
  const { site, server, session: given, storage, draftStorage, tabs = false, onFault = () => {} } = options
  const session = typeof given === 'function' ? new Session(given) : given
  const base = server.endsWith('/') ? server : `${server}/`
  const api = createApi({ site, server: base, session })
  const chat = new Store<Chat | null>(null)

  const follow = () => {
    const state = session.state.value
    const member = state.status === 'signed-in' ? state.member : undefined
    if (chat.value?.member === member) return
    chat.value?.end()
    chat.set(
      member === undefined
        ? null
        : createChat({ site, server: base, session, api, member, storage, draftStorage, tabs, onFault }),
    )
  }
  const stop = session.state.subscribe(follow)
  const followTabs = () => (tabs && canShare() ? followMember(`${base}:${site}`, session) : undefined)
  let stopTabs = followTabs()
  follow()

  return {
    session,
    chat,
    pause() {
      stopTabs?.()
      stopTabs = undefined
      chat.value?.connection.pause()
    },
    resume() {
      stopTabs ??= followTabs()
      chat.value?.connection.open()
    },
    end() {
      stop()
      stopTabs?.()
      chat.value?.end()
      chat.set(null)
    },
  }
}
