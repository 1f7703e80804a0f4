import { run as append } from './append/append.ts'
import { run as codec } from './codec/codec.ts'
import { run as idle } from './connections/connections.ts'
import { run as fanout } from './fan-out/fan-out.ts'
import { run as history } from './history/history.ts'
import { run as rooms } from './rooms/rooms.ts'
import type { Line } from './support/compare.ts'
import { print } from './support/print.ts'

/** Every bench by its name; each gives a line for a case, as it is measured. */
const benches: Record<string, () => AsyncIterable<Line> | Promise<Line[]>> = {
  codec,
  fanout,
  idle,
  append,
  history,
  rooms,
}

const names = process.argv.slice(2)
const unknown = names.filter((name) => !Object.hasOwn(benches, name))
if (names.length === 0 || unknown.length > 0) {
  for (const name of unknown) print(`there is no bench "${name}"`)
  print(`Usage: npm run bench -- NAME…   with NAME one of: ${Object.keys(benches).join(', ')}`)
  process.exitCode = 2
} else {
  // The servers under measurement end with this process.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  for (const name of names)
    for await (const line of (await benches[name]?.()) ?? []) {
      print(JSON.stringify(line))
      if (!line.ok) process.exitCode = 1
    }
}
