import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Where each side of a bench runs. Without `taskset`, or on one core, the two share what there is. */
const cores = { server: '0', load: '1' } as const

export const pinned = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0

/** The command that runs `command` on the server's core. */
export const onServerCore = (command: readonly string[]): readonly string[] =>
  pinned ? ['taskset', '-c', cores.server, ...command] : command

/** This process makes the load: all its threads go to the other core. */
export function takeLoadCore(): void {
  if (pinned) spawnSync('taskset', ['-a', '-c', '-p', cores.load, String(process.pid)])
}
