import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** `up` is from whoever connects to what they connect to. */
export type Way = 'up' | 'down'

/**
 * A link between two processes of this machine that can be broken and mended at will, on a port that stays. A hundred lines here save
 * toxiproxy, which is a Go toolchain and a client for it.
 */
export class TcpProxy {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #stalled = new Set<Way>()
  #target = 0
  #isCut = false
  #delay = 0
  #healed: Promise<void> = Promise.resolve()
  #heal = (): void => {}

  private constructor(server: Server) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
    server.on('connection', (inner) => this.#join(inner))
  }

  static async open(target = 0): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const proxy = new TcpProxy(server)
    proxy.to(target)
    return proxy
  }

  /** Where new connections lead: a port of this machine. */
  to(port: number): void {
    this.#target = port
  }

  /** Every connection ends, and new ones end at once. */
  cut(): void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  /** What is said stays under way, without an end of anything, until it heals. */
  stall(...ways: readonly Way[]): void {
    this.#healed = new Promise((resolve) => {
      this.#heal = resolve
    })
    for (const way of ways) this.#stalled.add(way)
  }

  /** Each piece takes so long. */
  slow(milliseconds: number): void {
    this.#delay = milliseconds
  }

  heal(): void {
    this.#isCut = false
    this.#delay = 0
    this.#stalled.clear()
    this.#heal()
  }

  async close(): Promise<void> {
    this.cut()
    this.heal()
    const closed = once(this.#server, 'close')
    this.#server.close()
    await closed
  }

  #join(inner: Socket): void {
    if (this.#isCut) return void inner.resetAndDestroy()
    const outer = connect(this.#target, '127.0.0.1')
    for (const socket of [inner, outer]) {
      this.#sockets.add(socket.setNoDelay())
      socket.once('close', () => this.#sockets.delete(socket))
    }
    const pass = (way: Way) =>
      async function* (this: TcpProxy, pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          if (this.#delay > 0) await pause(this.#delay)
          if (this.#stalled.has(way)) await this.#healed
          yield piece
        }
      }.bind(this)
    // An end without a farewell of one side is one of the other.
    Promise.all([pipeline(inner, pass('up'), outer), pipeline(outer, pass('down'), inner)]).catch(() => {
      inner.resetAndDestroy()
      outer.resetAndDestroy()
    })
  }
}
