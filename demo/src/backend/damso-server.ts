import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The server's command line: its public interface for whoever runs it. */
export const damsoProgram = fileURLToPath(import.meta.resolve('@damso/api/cli'))

export type ServerState = 'starting' | 'running' | 'stopped'

export interface DamsoServer {
  /** Resolves when the server is ready. */
  start(): Promise<void>
  /** As a crash or a power cut would: `kill -9`. It stays down until `start`. */
  kill(): Promise<void>
  /** Drains and ends it. */
  stop(): Promise<void>
}

interface Options {
  environment: Record<string, string>
  /** The server's log goes here, anew with each start of the demo. */
  logFile: string
  onState(state: ServerState): void
  /** It ended by itself, again and again, and will not be started again. */
  onGivingUp(reason: Error): void
}

const readyWithin = 60_000
/** A server that ends sooner than this after its start will not be helped by another one. */
const shortestLife = 5_000

/** Owns the server's process: starts it, and starts it again when something other than us ended it. */
export function createDamsoServer(options: Options): DamsoServer {
  const log = openSync(options.logFile, 'w')
  let child: ChildProcess | undefined
  let wanted = false

  async function start() {
    if (child) return
    wanted = true
    options.onState('starting')
    const started = spawn(process.execPath, [damsoProgram, 'start'], {
      env: { LOG_LEVEL: 'warn', ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const lines = createInterface({ input: started.stdout })
    lines.on('line', (line) => writeSync(log, `${line}\n`))
    started.stderr.on('data', (text) => writeSync(log, text))
    const startedAt = Date.now()
    child = started
    started.once('close', (code, signal) => {
      child = undefined
      options.onState('stopped')
      if (!wanted) return
      const reason = new Error(`The server ended (${signal ?? `exit code ${code}`}).\n${lastLines(options.logFile)}`)
      if (Date.now() - startedAt < shortestLife) options.onGivingUp(reason)
      else start().catch(options.onGivingUp)
    })
    await saysReady(lines)
    if (child === started) options.onState('running')
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM') {
    wanted = false
    const ending = child
    if (!ending) return
    const exited = once(ending, 'close')
    ending.kill(signal)
    await exited
  }

  return {
    start,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      closeSync(log)
    },
  }
}

/** The server's one line of JSON for whoever started it; resolves too when it has ended instead. */
function saysReady(lines: Interface): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`The server is not ready after ${readyWithin / 1_000} s.`))
    const timer = setTimeout(late, readyWithin)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    lines.on('line', (line) => line.startsWith('{"ready":true') && done())
    lines.once('close', done)
  })
}

const lastLines = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
