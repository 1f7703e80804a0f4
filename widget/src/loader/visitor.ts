import { createApi } from '../client/api.ts'
import { UnreadTotal } from '../client/operations/generated/operations.ts'
import type { TokenProvider } from '../client/token.ts'
import { siteOf, tokensOf } from './given.ts'
import { join, leave, type SharedSession } from './shared-session.ts'

/** Who uses an element's page: its part in the session that elements of one site and one token source share. */
export class Visitor {
  /** The site's id of who is signed in. */
  member: string | null = null
  shared: SharedSession | undefined
  /** What it joined its session by; the source may have been set since. */
  joined: unknown
  provider: TokenProvider | undefined
  readonly #chat: Element
  readonly #onChange: () => void
  #stop = () => {}

  constructor(chat: Element, onChange: () => void) {
    this.#chat = chat
    this.#onChange = onChange
  }

  /** What makes two elements one session. */
  get key(): unknown {
    return (
      this.provider ??
      JSON.stringify(['server', 'site', 'token-url', 'token'].map((name) => this.#chat.getAttribute(name)))
    )
  }

  join(): SharedSession {
    this.joined = this.key
    const mayStore = this.#chat.getAttribute('storage') !== 'none'
    const shared = join(this.joined, this.provider ?? tokensOf(this.#chat), mayStore)
    this.shared = shared
    this.#stop = shared.session.state.subscribe(() => this.look())
    return shared
  }

  /** Takes note of who is signed in now. */
  look(): void {
    const state = this.shared?.session.state.value
    this.member = state?.status === 'signed-in' ? state.member : null
    this.#onChange()
  }

  /** Tokens come from here from now on; undefined: from where the attributes say. @throws {ClientFault} TOKEN_SOURCE */
  async use(provider: TokenProvider | undefined): Promise<void> {
    this.provider = provider
    const { session } = this.shared ?? {}
    session?.use(provider ?? tokensOf(this.#chat))
    await session?.renew()
  }

  /** Asks once more for a member who was in this state. @throws {ClientFault} TOKEN_SOURCE */
  async askAgain(status: 'signed-out' | 'failed'): Promise<void> {
    const { session } = this.shared ?? {}
    if (session?.state.value.status === status) await session.renew()
  }

  /** One query, for a page whose panel nobody has opened. @throws {ClientFault} */
  async unreadTotal(server: string): Promise<number> {
    if (!this.shared) return 0
    const api = createApi({ site: siteOf(this.#chat), server, session: this.shared.session })
    return (await api.request(UnreadTotal, {})).viewer?.unreadTotal ?? 0
  }

  /** The last element of a session ends it. */
  leave(): void {
    this.#stop()
    if (this.shared) leave(this.shared)
    this.shared = this.joined = undefined
    this.member = null
  }
}
