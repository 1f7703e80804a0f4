import { access, constants, mkdir } from 'node:fs/promises'
import { listSettings } from '../config.ts'
import type { Command } from './command.ts'
import { probeStores } from './probe-stores.ts'

export const checkConfigCommand: Command = {
  summary: 'checks the settings and shows them',
  usage: `Usage: damso check-config [--json]

Reads the settings from the environment, names every one that is wrong, and shows what the server would run with: name, value, and
whether it is set in the environment or the default. Exit status 2 where something is wrong.

In cluster mode it also asks MySQL, MongoDB and Kafka: whether they can be reached, let us in, are new enough and are set up so that
nothing which is acknowledged can be lost; each with what to mend. Exit status 1 where one of them is not.`,
  options: {},
  async run({ config, print }) {
    if (config.mode === 'embedded') {
      await mkdir(config.dataFolder, { recursive: true })
      await access(config.dataFolder, constants.W_OK)
    }
    const settings = listSettings()
    const width = Math.max(...settings.map(({ name }) => name.length))
    for (const { name, value, from } of settings)
      print(`${name.padEnd(width)}  ${from.padEnd(11)}  ${value === undefined ? 'off' : value}`)
    const stores = config.mode === 'cluster' ? await probeStores(config) : []
    for (const { name, ok, says } of stores) print(`${ok ? 'ok   ' : 'wrong'} ${name}: ${says}`)
    if (stores.some(({ ok }) => !ok)) process.exitCode = 1
    const shown = Object.fromEntries(settings.map(({ name, value = null, from }) => [name, { value, from }]))
    return config.mode === 'cluster' ? { ...shown, stores } : shown
  },
}
