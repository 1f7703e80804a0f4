import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { communities } from '../communities/index.ts'
import { type Cluster, planNodes, type ServerPlan, storeLines } from './cluster.ts'
import { createDatabase } from './create-database.ts'
import { createDamsoServer } from './damso-server.ts'
import { openFront } from './front.ts'
import { toListener } from './http.ts'
import { print } from './print.ts'
import { createRoutes } from './routes.ts'
import { type Ports, readSettings } from './settings.ts'
import { provideSites } from './sites.ts'
import { startSeeding } from './start-seeding.ts'
import { createStatusBoard } from './status.ts'

/**
 * Starts the Damso server and the demo site beside it, fills the demo's rooms on the first run, and prints the
 * addresses. Resolves when it was stopped by a signal; rejects with a reason for people.
 * @param cluster several nodes behind one address, on stores that run; one server with files of its own, if left out
 */
export async function startDemo(ports: Ports, cluster?: Cluster): Promise<void> {
  const settings = readSettings(ports, cluster && 'cluster')
  const common = { PORT: String(settings.port), DAMSO_DATA: settings.data, NODE_ENV: 'development' }
  const plans: ServerPlan[] = cluster ? planNodes(cluster) : [{ name: 'server', environment: {} }]
  const board = createStatusBoard(plans.map(({ name }) => name))
  const stopping = new AbortController()
  const end = untilStopped()
  const servers = Object.fromEntries(
    plans.map(({ name, environment }) => [
      name,
      createDamsoServer({
        environment: { ...common, ...environment },
        logFile: join(settings.folder, `${name}.log`),
        onState: (state) => board.writeServer(name, state),
        onGivingUp: end.fail,
      }),
    ]),
  )
  const site = createServer()
  let front: Awaited<ReturnType<typeof openFront>> | undefined
  try {
    await Promise.race([open(), end.stopped])
    await end.stopped
    print('Stopping …')
  } finally {
    stopping.abort()
    close(site)
    front?.close()
    await Promise.all(Object.values(servers).map((server) => server.stop()))
  }

  async function open() {
    if (cluster) await createDatabase(cluster.stores.DATABASE_URL)
    const secrets = await provideSites(communities, settings, { ...common, ...plans[0]?.environment })
    stopping.signal.throwIfAborted()
    print(cluster ? `Starting ${plans.length} nodes …` : 'Starting the server …')
    await Promise.all(Object.values(servers).map((server) => server.start()))
    if (cluster) front = await openFront(settings.port, cluster.nodePorts)
    const { large } = await startSeeding({ settings, secrets, board, signal: stopping.signal })
    large.catch((fault) => print(`Filling stopped, and goes on at the next start: ${fault.message}`))
    site.on(
      'request',
      toListener(createRoutes({ settings, secrets, servers, board }), (fault) => print(String(fault))),
    )
    site.listen(settings.demoPort, '127.0.0.1')
    await once(site, 'listening')
    printLines([
      ['Demo', `http://127.0.0.1:${settings.demoPort}`],
      ['API', `http://127.0.0.1:${settings.port}${cluster ? ', the front of all nodes' : ''}`],
      ['GraphiQL', `http://127.0.0.1:${settings.port}/graphql`],
      ...(cluster ? plans.map(({ name, environment }) => [name, `http://127.0.0.1:${environment.PORT}`] as const) : []),
      ...(cluster ? storeLines(cluster) : []),
    ])
    print(cluster ? 'Ready. Ctrl-C stops everything.' : 'Ready. Ctrl-C stops both.')
  }
}

function printLines(lines: readonly (readonly [string, string])[]): void {
  for (const [name, address] of lines) print(`${name.padEnd(8)}  ${address}`)
}

function close(site: Server): void {
  site.close()
  site.closeAllConnections()
}

function untilStopped() {
  let fail: (reason: unknown) => void = () => {}
  const stopped = new Promise<void>((resolve, reject) => {
    fail = reject
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
  return { stopped, fail }
}
