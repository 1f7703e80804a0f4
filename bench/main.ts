import { run as append } from './append/index.ts'
import { run as codec } from './codec/index.ts'
import { run as history } from './history/index.ts'
import { run as rooms } from './rooms/rooms.ts'
import { judge, type Measurement, print } from './support/report.ts'

/** Every bench by its name; each yields what it measured, one line a case. */
const benches: Record<string, () => AsyncIterable<Measurement>> = {
  append,
  codec,
  history,
  rooms,
}

const names = process.argv.slice(2)
const unknown = names.filter((name) => !(name in benches))
if (names.length === 0 || unknown.length > 0) {
  for (const name of unknown) print(`there is no bench "${name}"`)
  print(`Usage: npm run bench -- NAME…   with NAME one of: ${Object.keys(benches).join(', ')}`)
  process.exitCode = 2
} else {
  for (const name of names)
    for await (const measurement of benches[name]?.() ?? []) {
      const report = judge(measurement)
      print(JSON.stringify(report))
      if (!report.ok) process.exitCode = 1
    }
}
