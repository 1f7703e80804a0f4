import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive } from '../is-alive.mjs'
import { freePorts } from '../ports.mjs'
import { atExit } from './at-exit.mjs'

const START_MILLISECONDS = 60_000
const STOP_MILLISECONDS = 30_000
const POLL_MILLISECONDS = 50
const LOG_LINES = 20

/** Servers that answered, and were not told to stop. */
const wanted = new Set()

/**
 * The ports of the server in this folder: found once, then the same for each start, as the addresses that a replica set
 * and a broker keep in their data must be.
 * @param {string} folder
 * @param {number} count
 * @returns {Promise<number[]>}
 */
export async function portsOf(folder, count) {
  const file = join(folder, 'ports.json')
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(await freePorts(count)))
  return JSON.parse(readFileSync(file, 'utf8'))
}

/**
 * Runs a server until it answers. It leads a process group of its own, so that Ctrl-C reaches it through us alone, after
 * those who use it.
 * @template T
 * @param {string} command
 * @param {string[]} args one of them names the folder
 * @param {object} options
 * @param {string} options.folder where it works, and writes the file `log`
 * @param {() => Promise<T>} options.ask asks it by its own protocol; rejects while it cannot answer
 * @returns {Promise<{ pid: number, answer: T }>} rejects with the end of its log
 */
export async function startServer(command, args, { folder, ask }) {
  const logFile = join(folder, 'log')
  const log = openSync(logFile, 'a')
  const child = spawn(command, args, { cwd: folder, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  const { pid } = child
  atExit(() => isServer(pid, folder) && process.kill(pid, 'SIGKILL'))
  let fault
  child.once('error', ({ message }) => {
    fault = message
  })
  child.once('exit', (code, signal) => {
    fault = `ended with ${code ?? signal}`
    if (wanted.delete(pid)) console.error(`${basename(command)}, process ${pid}, ${fault} by itself; see ${logFile}`)
  })
  for (
    const deadline = Date.now() + START_MILLISECONDS;
    !fault && Date.now() < deadline;
    await delay(POLL_MILLISECONDS)
  ) {
    const answer = await ask().catch(() => undefined)
    if (answer === undefined || fault) continue
    wanted.add(pid)
    return { pid, answer }
  }
  await stopServer(pid, folder)
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_LINES)
  throw new Error(
    `${basename(command)} ${fault ?? `did not answer in ${START_MILLISECONDS / 1000} s`}:\n${lines.join('\n')}`,
  )
}

/**
 * SIGTERM, SIGKILL where that does not help; the process is gone when it resolves.
 * @param {number} pid
 * @param {string} folder that it works in
 */
export async function stopServer(pid, folder) {
  wanted.delete(pid)
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    if (!isServer(pid, folder)) return
    process.kill(pid, signal)
    const deadline = Date.now() + STOP_MILLISECONDS
    while (isServer(pid, folder) && Date.now() < deadline) await delay(POLL_MILLISECONDS)
  }
}

/**
 * SIGKILL, as a machine that loses its power does it; the process is gone when it resolves. For the fault runs.
 * @public
 * @param {number} pid
 * @param {string} folder that it works in
 */
export async function killServer(pid, folder) {
  wanted.delete(pid)
  if (isServer(pid, folder)) process.kill(pid, 'SIGKILL')
  while (isServer(pid, folder)) await delay(POLL_MILLISECONDS)
}

/**
 * Whether the process still is the server in this folder: ids are used again, after a restart of the machine for one.
 * @param {number} pid
 * @param {string} folder
 */
export function isServer(pid, folder) {
  if (!isAlive(pid)) return false
  const file = `/proc/${pid}/cmdline`
  try {
    return readFileSync(file, 'utf8').includes(folder)
  } catch {
    // No such file system here; or the process ended just now.
    return isAlive(pid)
  }
}
