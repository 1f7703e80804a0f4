import { access, constants, mkdir } from 'node:fs/promises'
import type { Command } from './command.ts'

export const checkConfigCommand: Command = {
  summary: 'checks the settings and shows them',
  usage: `Usage: damso check-config [--json]

Reads the settings from the environment, names every one that is wrong, and shows what the server would run with. Exit status 2 where
something is wrong.`,
  options: {},
  async run({ config, print }) {
    await mkdir(config.dataFolder, { recursive: true })
    await access(config.dataFolder, constants.W_OK)
    for (const [name, value] of Object.entries(config)) print(`${name.padEnd(14)} ${JSON.stringify(value) ?? 'off'}`)
    return { ...config }
  },
}
