import { ClientFault } from './client-fault.ts'
import { Store } from './store.ts'
import { claimsOf, type TokenProvider } from './token.ts'

/** `unknown`: nobody asked yet; `failed`: the source gave no answer. */
export type SessionState = { status: 'unknown' | 'signed-out' | 'failed' } | { status: 'signed-in'; member: string }

/** Before its end by this much a token is renewed: the tolerance for clocks that differ. */
const MARGIN = 60_000
const LONGEST_TIMER = 2 ** 31 - 1

/**
 * Who uses this page. Holds one token, asks for the next before it ends, and tells when another member has signed in.
 * A token's life is counted from when it arrived, so a wrong clock in the browser does no harm.
 */
export class Session {
  readonly state = new Store<SessionState>({ status: 'unknown' })
  #provider: TokenProvider
  readonly #onRenewed = new Set<(token: string) => void>()
  #token: string | undefined
  #renewAt = Number.POSITIVE_INFINITY
  #pending: Promise<string | null> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #round = 0

  constructor(provider: TokenProvider) {
    this.#provider = provider
  }

  /** A token that is good for now; null: signed out. @throws {ClientFault} TOKEN_SOURCE */
  token(): Promise<string | null> {
    if (this.state.value.status === 'signed-out') return Promise.resolve(null)
    if (this.#token !== undefined && performance.now() < this.#renewAt) return Promise.resolve(this.#token)
    return this.renew()
  }

  /** Asks the source now; calls made meanwhile share the answer. @throws {ClientFault} TOKEN_SOURCE */
  renew(): Promise<string | null> {
    if (this.#pending) return this.#pending
    const asked = this.#ask().finally(() => {
      if (this.#pending === asked) this.#pending = undefined
    })
    this.#pending = asked
    return asked
  }

  /** Another source from now on; what the one before still answers counts for nothing. */
  use(provider: TokenProvider): void {
    this.#round++
    this.#provider = provider
    this.#pending = undefined
  }

  /** Hears of tokens renewed before their end, while a connection needs them. */
  onRenewed(listener: (token: string) => void): () => void {
    this.#onRenewed.add(listener)
    this.#schedule()
    return () => {
      this.#onRenewed.delete(listener)
      this.#schedule()
    }
  }

  /** Forgets the member until `renew` finds one. */
  signOut(): void {
    this.#round++
    this.#token = undefined
    clearTimeout(this.#timer)
    this.state.set({ status: 'signed-out' })
  }

  async #ask(): Promise<string | null> {
    const round = this.#round
    const token = await this.#fetch().catch((error) => {
      if (this.#token === undefined) this.state.set({ status: 'failed' })
      throw error
    })
    if (round !== this.#round) return null
    if (token === null) {
      this.signOut()
      return null
    }
    const { sub, lifetime } = claimsOf(token)
    this.#token = token
    this.#renewAt = lifetime === undefined ? Number.POSITIVE_INFINITY : performance.now() + untilRenewal(lifetime)
    const before = this.state.value
    if (before.status !== 'signed-in' || before.member !== sub) this.state.set({ status: 'signed-in', member: sub })
    this.#schedule()
    return token
  }

  async #fetch(): Promise<string | null> {
    try {
      return await this.#provider()
    } catch (cause) {
      if (cause instanceof ClientFault) throw cause
      throw new ClientFault('TOKEN_SOURCE', 'the token source cannot be reached', { cause })
    }
  }

  /** @param failures of the source in a row: it is asked ever more rarely, at last about once a minute */
  #schedule(failures = 0): void {
    clearTimeout(this.#timer)
    if (this.#onRenewed.size === 0 || !Number.isFinite(this.#renewAt)) return
    const wait = Math.min(LONGEST_TIMER, Math.max(1_000 * 2 ** failures, this.#renewAt - performance.now()))
    this.#timer = setTimeout(() => {
      this.renew().then(
        (token) => {
          if (token !== null) for (const listener of this.#onRenewed) listener(token)
        },
        () => this.#schedule(Math.min(failures + 1, 6)),
      )
    }, wait)
  }
}

/** Short tokens are renewed after two thirds of their life. */
const untilRenewal = (lifetime: number) => Math.max(lifetime - MARGIN, (lifetime * 2) / 3)
