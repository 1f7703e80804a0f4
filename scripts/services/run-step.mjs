import { spawn } from 'node:child_process'
import { atExit } from './at-exit.mjs'

/**
 * Runs a program to its end, as one step of a start that others go on beside: a signal ends all of them at once, with
 * what they started. What it prints shows only if it fails, on stderr.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] beside this process's own
 * @returns {Promise<number>} 127: not found; 128: ended by a signal
 */
export function runStep(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...{ stdio: ['ignore', 'pipe', 'pipe'], detached: true },
      env: { ...process.env, ...env },
    })
    atExit(() => {
      if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
    })
    const printed = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk))
    child.on('error', () => resolve(127))
    child.on('close', (code) => {
      if (code !== 0) process.stderr.write(Buffer.concat(printed))
      resolve(code ?? 128)
    })
  })
}
