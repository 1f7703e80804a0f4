import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/**
 * Runs a program of ours with Node and resolves with its exit code. A signal to us ends it first, then us.
 * @param {string[]} args script and arguments
 * @param {Options} [options]
 */
export const run = (args, options) => runCommand(process.execPath, args, options)

/**
 * @typedef {object} Options
 * @property {Record<string, string>} [env] added to ours
 * @property {import('node:child_process').StdioOptions} [stdio] ours, if left out
 * @property {boolean} [quiet] show what it prints only if it fails, on stderr
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Options} [options]
 * @returns {Promise<number>} 127: not found; 128: ended by a signal
 */
export function runCommand(command, args, { env = {}, stdio = 'inherit', quiet = false } = {}) {
  return new Promise((resolve) => {
    const streams = quiet ? ['ignore', 'pipe', 'pipe'] : stdio
    const child = spawn(command, args, { cwd: root, stdio: streams, env: { ...process.env, ...env } })
    const printed = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk))
    let ended = 0
    const listeners = Object.entries({ SIGINT: 130, SIGTERM: 143 }).map(([signal, code]) => {
      const listener = () => {
        ended = code
        child.kill('SIGTERM')
      }
      process.on(signal, listener)
      return () => process.off(signal, listener)
    })
    const done = (code) => {
      for (const off of listeners) off()
      if (ended) process.exit(ended)
      if (code !== 0) process.stderr.write(Buffer.concat(printed))
      resolve(code)
    }
    child.on('error', () => done(127))
    child.on('close', (code) => done(code ?? 128))
  })
}
