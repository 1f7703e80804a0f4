import { access, constants, mkdir } from 'node:fs/promises'
import { listSettings } from '../config.ts'
import type { Command } from './command.ts'

export const checkConfigCommand: Command = {
  summary: 'checks the settings and shows them',
  usage: `Usage: damso check-config [--json]

Reads the settings from the environment, names every one that is wrong, and shows what the server would run with: name, value, and
whether it is set in the environment or the default. Exit status 2 where something is wrong.`,
  options: {},
  async run({ config, print }) {
    await mkdir(config.dataFolder, { recursive: true })
    await access(config.dataFolder, constants.W_OK)
    const settings = listSettings()
    const width = Math.max(...settings.map(({ name }) => name.length))
    for (const { name, value, from } of settings)
      print(`${name.padEnd(width)}  ${from.padEnd(11)}  ${value === undefined ? 'off' : value}`)
    return Object.fromEntries(settings.map(({ name, value = null, from }) => [name, { value, from }]))
  },
}
