import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../support/random.ts'
import type { Server } from '../support/server.ts'
import type { TcpProxy } from '../support/tcp-proxy.ts'
import type { Recorder } from './history.ts'

/** What stands at the other end of a node's links. */
export type Link = 'clients' | 'kafka' | 'mongodb' | 'mysql'

/** A server, and the lines that it has to everybody else. */
export class Node {
  readonly name: string
  readonly server: Server
  readonly links: ReadonlyMap<Link, TcpProxy>
  readonly #recorder: Recorder
  #up: Promise<void> = Promise.resolve()
  #started: (start: Promise<void>) => void = () => {}
  isUp = true

  constructor(name: string, server: Server, links: ReadonlyMap<Link, TcpProxy>, recorder: Recorder) {
    this.name = name
    this.server = server
    this.links = links
    this.#recorder = recorder
  }

  get graphql(): string {
    return `http://127.0.0.1:${this.#clients}/graphql`
  }

  get stomp(): string {
    return `ws://127.0.0.1:${this.#clients}/stomp`
  }

  get #clients(): number {
    return this.links.get('clients')?.port ?? this.server.port
  }

  /** Resolves while the server runs; rejects where it never will. */
  up(): Promise<void> {
    return this.#up
  }

  /** SIGKILL or SIGTERM. The process is gone when it resolves. */
  async end(how: 'kill' | 'stop'): Promise<void> {
    this.down()
    await this.server[how]()
  }

  /** Clients turn to others, until it has started again. */
  down(): void {
    if (!this.isUp) return
    this.isUp = false
    this.#up = new Promise((resolve) => {
      this.#started = resolve
    })
    this.#recorder.record({ type: 'killed', node: this.name })
  }

  /** On the same data and ports. Nobody has to wait for it: `up` tells. */
  start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const started = this.server.start(env).then(() => this.#ready())
    started.catch(() => {}) // for whoever asks
    this.#started(started)
    return started
  }

  /**
   * With a setting that ends it, whether it was ready before or not. False: it was killed, having come to nothing that ends it for so
   * many milliseconds.
   */
  async startToEnd(env: Readonly<Record<string, string>>, milliseconds: number): Promise<boolean> {
    const ready = this.server.start(env).then(() => this.#started(Promise.resolve(this.#ready())))
    await ready.catch(() => {})
    const ended = this.server.endsByItself().catch(() => true)
    const endedByItself = await Promise.race([ended, pause(milliseconds, false, { ref: false })])
    if (endedByItself) this.down()
    else await this.end('kill')
    return endedByItself
  }

  #ready(): void {
    this.isUp = true
    this.#recorder.record({ type: 'ready', node: this.name })
  }

  /** There will be no more: whoever waits is told why. */
  fail(error: unknown): void {
    this.down()
    const failed = Promise.reject(error)
    failed.catch(() => {})
    this.#started(failed)
    this.#up.catch(() => {}) // for whoever waits
  }
}

/** One that runs, as far as is known; waits where none does. */
export async function anyOf(nodes: readonly Node[], random: Random): Promise<Node> {
  for (;;) {
    const running = nodes.filter((node) => node.isUp)
    if (running.length > 0) return random.pick(running)
    await Promise.race(nodes.map((node) => node.up()))
  }
}
