// `npm start`: installs, builds, then runs the demo site, which starts the server and fills it on its first run. With
// `-- --cluster` the server is two nodes on real MySQL, MongoDB and Kafka.
import { parseArgs } from 'node:util'
import { startCluster } from './cluster.mjs'
import { checkPorts, portFrom } from './ports.mjs'
import { prepare } from './prepare.mjs'
import { stopWithNpm } from './stop-with-npm.mjs'

const usage = `Usage: npm start [-- --cluster]

--cluster  two nodes on real MySQL, MongoDB and Kafka, which it starts too, instead of one process on SQLite

PORT (4000), DEMO_PORT (4001) and DAMSO_DATA (.damso) move things.`

const options = readOptions()
if (options?.help) console.log(usage)
else if (options) {
  stopWithNpm()
  try {
    await start(options)
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}

/** Undefined: they are wrong, and it said so. */
function readOptions() {
  try {
    return parseArgs({ options: { cluster: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } }).values
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`)
    process.exitCode = 2
  }
}

async function start({ cluster }) {
  const port = portFrom('PORT', 4000)
  const demoPort = portFrom('DEMO_PORT', 4001)
  if (port === demoPort)
    throw new Error(`PORT and DEMO_PORT are both ${port}; the demo site needs an origin of its own.`)
  if (cluster && process.env.STOMP_TCP)
    throw new Error('STOMP_TCP is one port, and the nodes of --cluster are two: leave out one of them.')
  const stompTcp = process.env.STOMP_TCP && { STOMP_TCP: portFrom('STOMP_TCP') }
  await checkPorts({ PORT: port, DEMO_PORT: demoPort, ...stompTcp })
  if (!(await prepare('@damso/demo'))) {
    process.exitCode = 1
    return
  }
  const stores = cluster && (await startCluster())
  try {
    const { startDemo } = await import('../demo/dist/backend/main.js')
    await startDemo({ port, demoPort }, stores?.cluster)
  } finally {
    await stores?.stop()
  }
}
