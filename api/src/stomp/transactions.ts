import { type IncomingMessage, StompError } from './application.ts'
import type { StompLimits } from './limits.ts'

/** What a transaction holds back until COMMIT, in the order it came. */
export type Held = { send: IncomingMessage } | { acknowledge: Acknowledgement }

/** One ACK (`ok`) or NACK as the client named it. */
export interface Acknowledgement {
  key: string
  subscription: string | undefined
  ok: boolean
}

/** The open transactions of one connection. */
export class Transactions {
  readonly #open = new Map<string, { held: Held[]; bytes: number }>()
  readonly #limits: StompLimits

  constructor(limits: StompLimits) {
    this.#limits = limits
  }

  begin(name: string): void {
    if (this.#open.has(name)) throw new StompError('PROTOCOL', 'this transaction is open already')
    if (this.#open.size >= this.#limits.transactions)
      throw new StompError('LIMIT', `a connection has at most ${this.#limits.transactions} open transactions`)
    this.#open.set(name, { held: [], bytes: 0 })
  }

  hold(name: string, held: Held): void {
    const transaction = this.#find(name)
    if (transaction.held.length >= this.#limits.transactionFrames)
      throw new StompError('LIMIT', `a transaction has at most ${this.#limits.transactionFrames} frames`)
    transaction.bytes += 'send' in held ? held.send.body.length : 0
    if (transaction.bytes > this.#limits.transactionBytes)
      throw new StompError('LIMIT', `a transaction has at most ${this.#limits.transactionBytes} octets of bodies`)
    transaction.held.push(held)
  }

  /** Closes it, for COMMIT and ABORT alike. */
  end(name: string): Held[] {
    const { held } = this.#find(name)
    this.#open.delete(name)
    return held
  }

  #find(name: string): { held: Held[]; bytes: number } {
    const transaction = this.#open.get(name)
    if (transaction === undefined) throw new StompError('PROTOCOL', 'this transaction is not open')
    return transaction
  }
}
