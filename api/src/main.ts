#!/usr/bin/env node
/**
 * The command line: `damso start`, and what an operator does beside it.
 * @module
 */
import { parseArgs } from 'node:util'
import { Refusal } from '@damso/schema/model'
import { checkConfigCommand } from './commands/check-config.ts'
import { type Command, UsageError } from './commands/command.ts'
import { eventLogCommand } from './commands/event-log.ts'
import { migrateCommand } from './commands/migrate.ts'
import { siteCommand } from './commands/site.ts'
import { startCommand } from './commands/start.ts'
import { tokenCommand } from './commands/token.ts'
import { ConfigError, readConfig } from './config.ts'
import { StartError } from './start-error.ts'

const commands: Readonly<Record<string, Command>> = {
  start: startCommand,
  migrate: migrateCommand,
  'check-config': checkConfigCommand,
  site: siteCommand,
  'event-log': eventLogCommand,
  token: tokenCommand,
}

const common = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const

const print = (line: string): void => void process.stdout.write(`${line}\n`)

async function main([name, ...args]: string[]): Promise<void> {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    print(overview())
    if (name !== undefined && name !== 'help' && name !== '--help' && name !== '-h')
      throw new UsageError(`there is no command "${name}"`)
    return
  }
  const { values, positionals } = parse(command, args)
  if (values.help) return print(command.usage)
  const result = await command.run({ config: readConfig(), values, positionals, print: values.json ? () => {} : print })
  if (values.json && result) print(JSON.stringify(result))
}

function parse({ options }: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...options, ...common }, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

const overview = (): string => `Damso: member chat rooms for any web site.

Usage: damso <command> [options]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(14)}${summary}`)
  .join('\n')}

  damso <command> --help    everything about one command
  --json                    prints the result for machines

Settings come from the environment (PORT, DAMSO_DATA, …): damso check-config shows them.`

try {
  await main(process.argv.slice(2))
} catch (error) {
  const usage = error instanceof UsageError || error instanceof ConfigError
  const expected = usage || error instanceof StartError || error instanceof Refusal
  const text = error instanceof Error ? (expected || !error.stack ? error.message : error.stack) : String(error)
  process.stderr.write(`damso: ${text}\n`)
  process.exitCode = usage ? 2 : 1
}
