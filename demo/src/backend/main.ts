import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { communities } from '../communities/index.ts'
import { createDamsoServer } from './damso-server.ts'
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
 */
export async function startDemo(ports: Ports): Promise<void> {
  const settings = readSettings(ports)
  const environment = { PORT: String(settings.port), DAMSO_DATA: settings.data, NODE_ENV: 'development' }
  const board = createStatusBoard()
  const stopping = new AbortController()
  const end = untilStopped()
  const server = createDamsoServer({
    environment,
    logFile: join(settings.folder, 'server.log'),
    onState: (state) => board.write({ server: state }),
    onGivingUp: end.fail,
  })
  const site = createServer()
  try {
    await Promise.race([open(), end.stopped])
    await end.stopped
    print('Stopping …')
  } finally {
    stopping.abort()
    site.close()
    site.closeAllConnections()
    await server.stop()
  }

  async function open() {
    const secrets = await provideSites(communities, settings, environment)
    stopping.signal.throwIfAborted()
    print('Starting the server …')
    await server.start()
    const { large } = await startSeeding({ settings, secrets, board, signal: stopping.signal })
    large.catch((fault) => print(`Filling stopped, and goes on at the next start: ${fault.message}`))
    site.on(
      'request',
      toListener(createRoutes({ settings, secrets, server, board }), (fault) => print(String(fault))),
    )
    site.listen(settings.demoPort, '127.0.0.1')
    await once(site, 'listening')
    print(`Demo      http://127.0.0.1:${settings.demoPort}`)
    print(`API       http://127.0.0.1:${settings.port}`)
    print(`GraphiQL  http://127.0.0.1:${settings.port}/graphql`)
    print('Ready. Ctrl-C stops both.')
  }
}

function untilStopped() {
  let fail: (reason: unknown) => void = () => {}
  const stopped = new Promise<void>((resolve, reject) => {
    fail = reject
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  return { stopped, fail }
}
