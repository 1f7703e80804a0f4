import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Stores } from './stores.ts'

/** The program that a site's owner runs. */
export const program = fileURLToPath(new URL('../../../api/dist/main.js', import.meta.url))

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs `damso <args>` to its end, beside the server if there is one. */
export async function damso(
  stores: Pick<Stores, 'env'>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'warn', ...stores.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, stdout, stderr }
}

/** The same for a command with `--json`; throws where it fails. */
export async function damsoJson<T>(stores: Pick<Stores, 'env'>, args: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await damso(stores, [...args, '--json'])
  if (code !== 0) throw new Error(`damso ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`)
  return JSON.parse(stdout) as T
}
