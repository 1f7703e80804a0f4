import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePorts } from '../support/free-ports.ts'
import type { Stores } from '../support/stores.ts'

const main = new URL('../../../demo/dist/backend/main.js', import.meta.url).href

/** The demo as `npm start` runs it, once installed and built, with a data folder of its own. */
export class DemoSite {
  readonly url: string
  readonly #folder: string
  readonly #args: string
  #child: ChildProcess | undefined
  readonly printed: string[] = []

  private constructor(folder: string, [port = 0, demoPort = 0, ...nodePorts]: number[], stores?: Stores) {
    this.#folder = folder
    const args = [{ port, demoPort }, ...(stores ? [{ stores: stores.env, nodePorts }] : [])]
    this.#args = args.map((argument) => JSON.stringify(argument)).join()
    this.url = `http://127.0.0.1:${demoPort}`
  }

  /** @param stores of a cluster with two nodes; one server with files of its own, if left out */
  static async create(stores?: Stores): Promise<DemoSite> {
    return new DemoSite(await mkdtemp(join(tmpdir(), 'damso-demo-')), await freePorts(stores ? 4 : 2), stores)
  }

  /** Resolves when it says that it is ready. */
  async start(): Promise<void> {
    const program = `const { startDemo } = await import(${JSON.stringify(main)}); await startDemo(${this.#args})`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...process.env, NODE_ENV: 'test', DAMSO_DATA: this.#folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    const lines = createInterface({ input: child.stdout })
    const ready = new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        this.printed.push(line)
        if (line.startsWith('Ready.')) resolve()
      })
    })
    const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The demo ended with ${code}.`)))
    await Promise.race([ready, ended])
    ended.catch(() => {})
  }

  /** As Ctrl-C does. @returns its exit code */
  async stop(): Promise<number | null> {
    const child = this.#child
    if (!child || child.exitCode !== null) return child?.exitCode ?? null
    const exited = once(child, 'exit')
    child.kill('SIGINT')
    const [code] = await exited
    return code
  }

  async remove(): Promise<void> {
    await this.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
