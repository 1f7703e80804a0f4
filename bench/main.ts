import { parseArgs } from 'node:util'
import { run as append } from './append/append.ts'
import { run as appendInCluster } from './append/cluster.ts'
import { run as archive } from './archive/archive.ts'
import { run as codec } from './codec/codec.ts'
import { run as idle } from './connections/connections.ts'
import { run as fanoutInCluster } from './fan-out/cluster.ts'
import { run as fanout } from './fan-out/fan-out.ts'
import { run as historyInCluster } from './history/cluster.ts'
import { run as history } from './history/history.ts'
import { run as page } from './page/page.ts'
import { run as roomsInCluster } from './rooms/cluster.ts'
import { run as rooms } from './rooms/rooms.ts'
import { run as sizes } from './sizes/sizes.ts'
import type { Line } from './support/compare.ts'
import type { BenchOptions } from './support/options.ts'
import { print } from './support/print.ts'
import { MissingService } from './support/service.ts'

/** Gives a line for a case, as it is measured. */
type Bench = (options: BenchOptions) => AsyncIterable<Line> | Promise<Line[]>

/** Every bench by its name. */
const embedded: Readonly<Record<string, Bench>> = { codec, fanout, idle, append, history, rooms, sizes, page }
/** Those that measure the services of cluster mode. */
const cluster: Readonly<Record<string, Bench>> = {
  fanout: fanoutInCluster,
  append: appendInCluster,
  history: historyInCluster,
  archive,
  rooms: roomsInCluster,
}

const usage = `Usage: npm run bench -- NAME… [--cluster] [--messages N]

  NAME            one of: ${Object.keys(embedded).join(', ')}
                  with --cluster: ${Object.keys(cluster).join(', ')}
  --cluster       on real services, which DAMSO_TEST_MYSQL_URL, …_MONGODB_URL and …_KAFKA_URL name
  --messages N    how many messages "history" pages through, or "page" takes in, in thousands: 2000000`

/** @throws {Error} with what is wrong */
function readArguments(): { chosen: Bench[]; options: BenchOptions } {
  const { values, positionals } = parseArgs({
    options: { cluster: { type: 'boolean', default: false }, messages: { type: 'string' } },
    allowPositionals: true,
  })
  const benches = values.cluster ? cluster : embedded
  if (positionals.length === 0) throw new Error('name a bench')
  const chosen = positionals.map((name) => {
    const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
    if (!bench) throw new Error(`there is no bench "${name}"${values.cluster ? ' with --cluster' : ''}`)
    return bench
  })
  if (values.messages === undefined) return { chosen, options: {} }
  if (!/^[1-9]\d{0,4}000$/.test(values.messages))
    throw new Error(`--messages ${values.messages} is not a number of whole thousands, 1000 to 99999000`)
  return { chosen, options: { messages: Number(values.messages) } }
}

function readArgumentsOrSay() {
  try {
    return readArguments()
  } catch (error) {
    print(`${(error as Error).message}\n${usage}`)
    process.exitCode = 2
    return undefined
  }
}

async function measure({ chosen, options }: { chosen: Bench[]; options: BenchOptions }): Promise<void> {
  // The servers under measurement end with this process.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  for (const bench of chosen)
    for await (const line of await bench(options)) {
      print(JSON.stringify(line))
      if (!line.ok) process.exitCode = 1
    }
}

const told = readArgumentsOrSay()
try {
  if (told) await measure(told)
} catch (error) {
  if (!(error instanceof MissingService)) throw error
  print(error.message)
  process.exitCode = 2
}
