import type { ParseArgsConfig } from 'node:util'
import type { Config } from '../config.ts'

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

export interface CommandContext {
  config: Config
  /** Options as `parseArgs` read them. */
  values: Values
  positionals: readonly string[]
  /** One line on stdout. */
  print(line: string): void
}

/** One word after `damso`. What it returns is printed as JSON with `--json`. */
export interface Command {
  /** One line for the list of commands. */
  summary: string
  /** The whole help, with examples. */
  usage: string
  options: NonNullable<ParseArgsConfig['options']>
  run(context: CommandContext): Promise<object | undefined>
}

/** A wrong argument: said without a stack, exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
