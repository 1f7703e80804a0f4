import { readFile } from 'node:fs/promises'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { checkSetup } from './check/check-setup.ts'
import type { Config } from './config.ts'
import { createGraphql } from './graphql/create-graphql.ts'
import { createHttp } from './http/create-http.ts'
import { createOrigins, isOwn } from './http/origins.ts'
import { stopHttp } from './http/stop-http.ts'
import type { Logger } from './logger.ts'
import { createServices } from './services.ts'
import { Shutdown } from './shutdown.ts'
import { StartError } from './start-error.ts'
import { createStompServer, type StompServer } from './stomp/index.ts'

export interface Addresses {
  api: string
  graphql: string
  stomp: string
  widget: string
  stompTcp?: string
}

export interface RunningServer {
  addresses: Addresses
  /** New connections first, then what they stand on. */
  stop(): Promise<void>
}

/** Opens the ports, when everything behind them is there. */
export async function startServer(
  config: Config,
  logger: Logger,
  onFatal: (error: Error) => void,
): Promise<RunningServer> {
  const shutdown = new Shutdown(logger)
  try {
    const composed = await createServices(config, logger, onFatal)
    shutdown.add('services', composed.stop)
    const { services, sites, identity } = composed

    let stopping = false
    const own: string[] = []
    const origins = createOrigins(sites.anySiteAllows, own)
    const graphql = createGraphql({
      services,
      authenticate: identity.authenticate,
      origins,
      operations: await registeredOperations(config.widgetFolder),
      registeredOnly: () => config.registeredOperationsOnly,
      production: config.production,
      log: logger,
    })
    const http = await createHttp({
      graphql,
      graphiql: !config.production,
      check: (setup) => checkSetup(sites, setup),
      readiness: () => ({ log: composed.isReady(), open: !stopping }),
      widgetFolder: config.widgetFolder,
      origins,
      log: logger,
    })
    const stomp = createStompServer({ application: composed.live, logger })
    stomp.attach(http, {
      path: '/stomp',
      // A page of our own, such as /check, opens a socket to see whether one opens; CONNECT judges by the site's list.
      admit: (origin, host) => isOwn(origin, host) || sites.anySiteAllows(origin),
    })

    const api = await listen(http, config)
    http.on('error', (error) => logger.error({ err: error }, 'http: a connection could not be accepted'))
    if (!config.production) own.push(api, api.replace('127.0.0.1', 'localhost'))
    shutdown.add('http', () => stopHttp(http))
    const tcp = await listenTcp(stomp, config)
    shutdown.add('stomp', () => stomp.close())

    const addresses: Addresses = {
      api,
      graphql: `${api}/graphql`,
      stomp: `${api.replace(/^http/, 'ws')}/stomp`,
      widget: `${api}/damso.js`,
      ...(tcp && { stompTcp: `tcp://${config.host}:${tcp.port}` }),
    }
    logger.info(addresses, 'ready')
    return {
      addresses,
      stop: () => {
        stopping = true
        return shutdown.run()
      },
    }
  } catch (error) {
    await shutdown.run()
    throw error
  }
}

/** The operations that the widget was built with; a server without a widget has none. */
async function registeredOperations(widgetFolder: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(join(widgetFolder, 'operations.json'), 'utf8')) as Record<string, string>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

/** @throws {StartError} where the port is taken */
async function listenTcp(stomp: StompServer, { host, stompTcp }: Config): Promise<AddressInfo | undefined> {
  try {
    return stompTcp === undefined ? undefined : await stomp.listenTcp({ port: stompTcp, host })
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? portTaken('STOMP_TCP', stompTcp) : error
  }
}

const portTaken = (setting: string, port: number | undefined) =>
  new StartError(`port ${port} is in use: stop what runs there, or set ${setting} to another one`)

/** @throws {StartError} where the port is taken */
function listen(server: Server, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portTaken('PORT', port) : error)
    })
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${address.port}`)
    })
  })
}
