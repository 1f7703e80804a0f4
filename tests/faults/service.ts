import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const serviceNames = ['mysql', 'mongodb', 'kafka'] as const
export type ServiceName = (typeof serviceNames)[number]

interface Started {
  url: string
  pid: number
  /** Ports of Kafka's listeners, one a node. */
  listeners?: number[]
}

/** What of `scripts/services/` is used here: plain JavaScript, because it runs before anything is installed. */
interface Scripts {
  services: Readonly<Record<ServiceName, { start(folder: string, advertised?: readonly number[]): Promise<Started> }>>
  isServer(pid: number, folder: string): boolean
  killServer(pid: number, folder: string): Promise<void>
  stopServer(pid: number, folder: string): Promise<void>
}

const scripts = async (): Promise<Scripts> => {
  const folder = fileURLToPath(new URL('../../../scripts/services/', import.meta.url))
  const modules = ['services.mjs', 'server.mjs'].map((file) => import(pathToFileURL(join(folder, file)).href))
  return Object.assign({}, ...(await Promise.all(modules))) as Scripts
}

/** A real service that a run has for itself: it may be killed, frozen, and started again on the same data and port. */
export class Service {
  readonly name: ServiceName
  /** Everything that it keeps, its own settings too. */
  readonly folder: string
  readonly #advertised: readonly number[]
  readonly #scripts: Scripts
  #started: Started

  private constructor(
    name: ServiceName,
    scripts: Scripts,
    started: Started,
    folder: string,
    advertised: readonly number[],
  ) {
    this.name = name
    this.#scripts = scripts
    this.#started = started
    this.folder = folder
    this.#advertised = advertised
  }

  /** @param folder made by the caller, who removes it too */
  static async start(name: ServiceName, folder: string, advertised: readonly number[] = []): Promise<Service> {
    const found = await scripts()
    return new Service(name, found, await found.services[name].start(folder, advertised), folder, advertised)
  }

  get url(): string {
    return this.#started.url
  }

  get port(): number {
    return Number(new URL(this.url).port)
  }

  /** Where the node of this number is to be led. */
  portOf(node: number): number {
    return this.#started.listeners?.[node] ?? this.port
  }

  kill(): Promise<void> {
    return this.#scripts.killServer(this.#started.pid, this.folder)
  }

  /** Resolves when it answers by its own protocol. */
  async restart(): Promise<void> {
    this.#started = await this.#scripts.services[this.name].start(this.folder, this.#advertised)
  }

  freeze(): void {
    process.kill(this.#started.pid, 'SIGSTOP')
  }

  thaw(): void {
    process.kill(this.#started.pid, 'SIGCONT')
  }

  async stop(): Promise<void> {
    if (this.#scripts.isServer(this.#started.pid, this.folder)) this.thaw()
    await this.#scripts.stopServer(this.#started.pid, this.folder)
  }
}
