import { execFile } from 'node:child_process'
import { damsoProgram } from './damso-server.ts'

/**
 * `damso <args> --json`: what an owner types once, here by program.
 * @throws Error with what the command said
 */
export function runDamso<Result>(args: string[], environment: Record<string, string>): Promise<Result> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [damsoProgram, ...args, '--json'],
      { env: { ...process.env, ...environment } },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`damso ${args[0]}: ${stderr.trim() || error.message}`))
        else resolve(JSON.parse(stdout) as Result)
      },
    )
  })
}
