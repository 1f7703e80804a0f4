import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/**
 * Runs a program of ours with Node, its output shown, and resolves with its exit code.
 * A SIGTERM to us ends it too; Ctrl-C reaches it by the terminal.
 * @param {string[]} args script and arguments
 * @param {Record<string, string>} [env] added to ours
 * @returns {Promise<number>}
 */
export function run(args, env = {}) {
  return runCommand(process.execPath, args, env)
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} 127: not found; 128: ended by a signal
 */
export function runCommand(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
    const forward = () => child.kill('SIGTERM')
    const wait = () => {}
    process.on('SIGTERM', forward)
    process.on('SIGINT', wait)
    const done = (code) => {
      process.off('SIGTERM', forward)
      process.off('SIGINT', wait)
      resolve(code)
    }
    child.on('error', () => done(127))
    child.on('exit', (code) => done(code ?? 128))
  })
}
