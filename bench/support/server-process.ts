import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { onServerCore } from './cores.ts'
import { cpuMicroseconds, residentBytes } from './usage.ts'

const READY_MILLISECONDS = 60_000
const STOP_MILLISECONDS = 10_000
const SETTLE_MILLISECONDS = 1_500

const collect = new URL('./collect.js', import.meta.url).href

/** For profiles: `BENCH_NODE_OPTIONS=--cpu-prof`. */
const extraOptions = process.env.BENCH_NODE_OPTIONS?.split(' ').filter(Boolean) ?? []

/** The arguments that make `node` collect garbage when it is asked to. */
export const nodeCommand = (...script: readonly string[]): string[] => [
  process.execPath,
  '--expose-gc',
  `--import=${collect}`,
  ...extraOptions,
  ...script,
]

/** A server under measurement, in a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess
  readonly #lines: Interface
  readonly pid: number

  private constructor(child: ChildProcess, lines: Interface, pid: number) {
    this.#child = child
    this.#lines = lines
    this.pid = pid
  }

  /**
   * Resolves with the process and the match of its ready line.
   * @throws when the process ends, or says nothing that matches for a minute
   */
  static async start(
    command: readonly string[],
    ready: RegExp,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<{ server: ServerProcess; match: RegExpExecArray }> {
    const [program = '', ...args] = onServerCore(command)
    const child = spawn(program, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const kill = () => child.kill('SIGKILL')
    process.once('exit', kill)
    child.once('exit', () => process.removeListener('exit', kill))
    const lines = createInterface({ input: child.stdout })
    try {
      const match = await lineOf(child, lines, ready)
      if (child.pid === undefined) throw new Error('a process that speaks has a pid')
      return { server: new ServerProcess(child, lines, child.pid), match }
    } catch (error) {
      kill()
      throw error
    }
  }

  get cpuMicroseconds(): number {
    return cpuMicroseconds(this.pid)
  }

  /** Resident bytes once the garbage is collected. */
  async heldBytes(): Promise<number> {
    await sleep(SETTLE_MILLISECONDS)
    const collected = lineOf(this.#child, this.#lines, /^collected$/)
    this.#child.kill('SIGUSR2')
    await collected
    return residentBytes(this.pid)
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    const cutOff = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MILLISECONDS)
    await exit
    clearTimeout(cutOff)
  }
}

function lineOf(child: ChildProcess, lines: Interface, wanted: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error, match?: RegExpExecArray) => {
      clearTimeout(tooLate)
      lines.removeListener('line', look)
      child.removeListener('exit', gone)
      child.removeListener('error', end)
      if (match) resolve(match)
      else reject(error)
    }
    const look = (line: string) => {
      const match = wanted.exec(line)
      if (match) end(undefined, match)
    }
    const gone = () => end(new Error(`${child.spawnargs.join(' ')} ended before it said ${wanted}`))
    const tooLate = setTimeout(
      () => end(new Error(`${child.spawnargs.join(' ')} did not say ${wanted}`)),
      READY_MILLISECONDS,
    )
    lines.on('line', look)
    child.once('exit', gone)
    child.once('error', end)
  })
}
