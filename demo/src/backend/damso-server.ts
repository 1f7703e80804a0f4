import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The server's command line: its public interface for whoever runs it. */
export const damsoProgram = fileURLToPath(import.meta.resolve('@damso/api'))

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
  port: number
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
      stdio: ['ignore', log, log],
    })
    const startedAt = Date.now()
    child = started
    started.once('exit', (code, signal) => {
      child = undefined
      options.onState('stopped')
      if (!wanted) return
      const reason = new Error(`The server ended (${signal ?? `exit code ${code}`}).\n${lastLines(options.logFile)}`)
      if (Date.now() - startedAt < shortestLife) options.onGivingUp(reason)
      else start().catch(options.onGivingUp)
    })
    await ready(options.port, () => child === started)
    if (child === started) options.onState('running')
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM') {
    wanted = false
    const ending = child
    if (!ending) return
    const exited = once(ending, 'exit')
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

async function ready(port: number, isAlive: () => boolean): Promise<void> {
  const deadline = Date.now() + readyWithin
  while (isAlive() && Date.now() < deadline) {
    const response = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined)
    if (response?.ok) return
    await delay(50)
  }
  if (isAlive()) throw new Error(`The server is not ready after ${readyWithin / 1_000} s.`)
}

const lastLines = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
