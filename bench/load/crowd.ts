import { Client } from './client.ts'
import type { Dialect } from './dialect.ts'
import { markedText, readMarks } from './marks.ts'

const CONNECTING_AT_ONCE = 50
const PORTS_PER_ADDRESS = 10_000
const RUN_MILLISECONDS = 60_000

/** A run that is under way. */
interface Run {
  first: number
  left: Uint32Array
  acknowledged: number
  finished: number
  sent: number
  messages: number
  inFlight: number
  bodyLength: number
  goingOn: boolean
  done(): void
}

/** Subscribers of one server, and one sender that is not among them. */
export class Crowd {
  readonly #dialect: Dialect
  readonly #subscribers: Client[] = []
  readonly #nodes: readonly { port: number }[]
  #sender: Client | undefined
  #numbered = 0
  #run: Run | undefined
  #fail: (error: Error) => void = () => undefined
  #failure: Error | undefined

  private constructor(nodes: readonly { port: number }[], dialect: Dialect) {
    this.#nodes = nodes
    this.#dialect = dialect
  }

  /** Connects, lets in and subscribes `size` clients, to the nodes in turn. @throws when one of them is not let in */
  static async gather(nodes: readonly { port: number }[], dialect: Dialect, size: number): Promise<Crowd> {
    const crowd = new Crowd(nodes, dialect)
    let next = 0
    const worker = async () => {
      while (next < size) await crowd.#join(next++)
    }
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, worker))
    return crowd
  }

  get size(): number {
    return this.#subscribers.length
  }

  /**
   * Sends `messages`, never more than `inFlight` at a time that are not yet acknowledged and with every subscriber. Resolves when
   * each subscriber got each message once, in order.
   * @throws when one is missing after a minute, comes twice or out of order, or a connection is lost
   */
  async run(messages: number, inFlight: number, bodyLength: number): Promise<void> {
    this.#sender ??= await this.#createSender()
    if (this.#failure) throw this.#failure
    let cutOff: NodeJS.Timeout | undefined
    await new Promise<void>((resolve, reject) => {
      this.#fail = reject
      this.#run = {
        first: this.#numbered,
        left: new Uint32Array(messages).fill(this.size),
        acknowledged: 0,
        finished: 0,
        sent: 0,
        messages,
        inFlight,
        bodyLength,
        goingOn: false,
        done: resolve,
      }
      cutOff = setTimeout(() => reject(new Error(this.#missing())), RUN_MILLISECONDS)
      this.#goOn(this.#run)
    }).finally(() => clearTimeout(cutOff))
    this.#numbered += messages
    this.#run = undefined
  }

  leave(): void {
    for (const client of this.#subscribers) client.leave()
    this.#sender?.leave()
  }

  #portOf(index: number): number {
    return this.#nodes[index % this.#nodes.length]?.port ?? Number.NaN
  }

  async #join(index: number): Promise<void> {
    let expected = 0
    const found = (number: number) => {
      if (number !== expected) this.#lost(`subscriber ${index} got message ${number} when ${expected} was next`)
      expected = number + 1
      this.#delivered(number)
    }
    const client = new Client({
      port: this.#portOf(index),
      dialect: this.#dialect,
      steps: [...this.#dialect.hello(index), ...this.#dialect.subscribe(index)],
      localAddress: `127.0.0.${2 + Math.floor(index / PORTS_PER_ADDRESS)}`,
      heard: (bytes, start, end) => readMarks(bytes, start, end, found),
      lost: (why) => this.#lost(`subscriber ${index}: ${why}`),
    })
    this.#subscribers.push(client)
    await client.ready
  }

  async #createSender(): Promise<Client> {
    const { acknowledged } = this.#dialect
    const client = new Client({
      port: this.#portOf(0),
      dialect: this.#dialect,
      steps: this.#dialect.hello(0),
      heard: (bytes, start, end) => {
        const run = this.#run
        if (run === undefined) return
        const window = bytes.subarray(start, end)
        for (let at = window.indexOf(acknowledged); at !== -1; at = window.indexOf(acknowledged, at + 1))
          run.acknowledged += 1
        this.#soon(run)
      },
      lost: (why) => this.#lost(`the sender: ${why}`),
    })
    await client.ready
    return client
  }

  #delivered(number: number): void {
    const run = this.#run
    const left = run?.left[number - run.first]
    if (run === undefined || left === undefined || left === 0) {
      this.#lost(`message ${number} came once too often`)
      return
    }
    run.left[number - run.first] = left - 1
    if (left > 1) return
    run.finished += 1
    this.#soon(run)
  }

  /** Once all of a chunk was read: what may be said then leaves in one write. */
  #soon(run: Run): void {
    if (run.goingOn) return
    run.goingOn = true
    queueMicrotask(() => this.#goOn(run))
  }

  #goOn(run: Run): void {
    run.goingOn = false
    const done = Math.min(run.finished, run.acknowledged)
    if (done === run.messages) {
      run.done()
      return
    }
    const until = Math.min(run.messages, done + run.inFlight)
    if (run.sent >= until) return
    const texts: string[] = []
    for (; run.sent < until; run.sent++) {
      const number = run.first + run.sent
      texts.push(this.#dialect.publish(markedText(number, run.bodyLength), number))
    }
    this.#sender?.say(...texts)
  }

  #lost(why: string): void {
    this.#failure ??= new Error(why)
    this.#fail(this.#failure)
  }

  #missing(): string {
    const missing = this.#run?.left.reduce((sum, left) => sum + left, 0)
    return `${missing} deliveries are missing after ${RUN_MILLISECONDS} ms; ${this.#run?.acknowledged} of ${this.#run?.sent} messages are acknowledged`
  }
}
