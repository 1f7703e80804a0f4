import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { program } from './damso.ts'
import { freePorts } from './free-ports.ts'
import { createStores, type Stores } from './stores.ts'

export interface ServerOptions {
  /** Settings of the server, beside those of the harness. */
  env?: Readonly<Record<string, string>>
  /** Whether it listens for STOMP over TCP too. @default false */
  tcp?: boolean
  /** Of a node that runs already, to run beside it. @default stores of its own */
  stores?: Stores
}

/**
 * A real server process on free ports of this machine, with stores of its own in the mode that is tested. It keeps ports and data
 * over `kill` and `start`, as a server does whose machine lost power.
 */
export class Server {
  readonly stores: Stores
  readonly port: number
  readonly tcpPort: number | undefined
  readonly #env: Readonly<Record<string, string>>
  #child: ChildProcess | undefined
  #ending: ChildProcess | undefined
  #unexpected: Promise<never> = new Promise(() => {})
  #output: string[] = []

  private constructor(stores: Stores, ports: readonly number[], { env = {}, tcp = false }: ServerOptions) {
    this.stores = stores
    this.port = ports[0] as number
    this.tcpPort = tcp ? ports[1] : undefined
    this.#env = env
  }

  /** Makes the stores and starts the server. */
  static async start(options: ServerOptions = {}): Promise<Server> {
    const server = await Server.prepare(options)
    await server.start()
    return server
  }

  /** Makes the stores alone: `damso(server.stores, …)` may come first. */
  static async prepare(options: ServerOptions = {}): Promise<Server> {
    return new Server(options.stores ?? (await createStores()), await freePorts(2), options)
  }

  get http(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get graphql(): string {
    return `${this.http}/graphql`
  }

  get stomp(): string {
    return `ws://127.0.0.1:${this.port}/stomp`
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** The newest lines that it wrote to stdout and stderr. */
  get output(): string {
    return this.#output.join('\n')
  }

  /** Memory of the process that runs now, in octets; undefined where the system has no `/proc` to tell it. */
  async residentBytes(): Promise<number | undefined> {
    const status = await readFile(`/proc/${this.#child?.pid}/status`, 'utf8').catch(() => '')
    const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? []
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024
  }

  /** Rejects when the process that runs now ends by itself; never resolves. */
  endsByItself(): Promise<never> {
    return this.#unexpected
  }

  /** Resolves when it says that it is ready. @param env settings of this start alone */
  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = spawn(process.execPath, [program, 'start'], {
      env: {
        ...process.env,
        NODE_ENV: 'test',
        LOG_LEVEL: 'info',
        PORT: String(this.port),
        ...this.stores.env,
        ...(this.tcpPort !== undefined && { STOMP_TCP: String(this.tcpPort) }),
        ...this.#env,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    const ready = new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          this.#output.push(line)
          if (this.#output.length > 1_000) this.#output.shift()
          if (isReadyLine(line)) resolve()
        })
      }
    })
    this.#unexpected = new Promise((_, reject) => {
      child.once('exit', (code, signal) => {
        if (this.#ending !== child) reject(new Error(`the server ended by itself (${code ?? signal}):\n${this.output}`))
      })
    })
    this.#unexpected.catch(() => {}) // for whoever asks
    await Promise.race([ready, this.#unexpected])
  }

  /** `kill -9`, and the process is gone when it resolves. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** SIGTERM: it drains. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  /** SIGSTOP: it holds what it holds, and knows nothing of it when it goes on. */
  freeze(): void {
    this.#child?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#child?.kill('SIGCONT')
  }

  /** Stops it and removes its stores. */
  async remove(): Promise<void> {
    await this.stop()
    await this.stores.remove()
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child || !this.isRunning) return
    this.#ending = child
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }
}

function isReadyLine(line: string): boolean {
  try {
    return (JSON.parse(line) as { ready?: unknown }).ready === true
  } catch {
    return false
  }
}
