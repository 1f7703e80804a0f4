import { createServer, type RequestListener, type Server } from 'node:http'
import type { Logger } from 'pino'
import type { Finding, Setup } from '../check/check-setup.ts'
import { check } from './check.ts'
import { graphql } from './graphql.ts'
import { health } from './health.ts'
import { landing } from './landing.ts'
import type { Origins } from './origins.ts'
import { type Readiness, ready } from './ready.ts'
import { pathOf, type Route, replyText, routeOf } from './route.ts'
import { widgetFiles } from './widget-files.ts'

export interface HttpOptions {
  /** `handle` of `createGraphql`. */
  graphql: RequestListener
  /** Whether `/graphql` also serves the page of GraphiQL. */
  graphiql: boolean
  /** Looks at what a site's owner has set up. */
  check: (setup: Setup) => Promise<Finding[]>
  readiness: () => Readiness | Promise<Readiness>
  /** The folder that holds `damso.js` and `v/<version>/…`; without it the widget is served by others. */
  widgetFolder?: string
  origins: Origins
  log: Pick<Logger, 'error'>
  timeouts?: Partial<typeof TIMEOUTS>
}

/** Milliseconds: a client that dribbles its request is cut off (slowloris). */
const TIMEOUTS = {
  /** For the headers. */
  headersTimeout: 5_000,
  /** For the whole request. */
  requestTimeout: 30_000,
  /** Between two requests of one connection: above the 60 s of usual load balancers, which must be the ones to close. */
  keepAliveTimeout: 65_000,
  /** How often these are looked at. */
  connectionsCheckingInterval: 1_000,
}

/** Sent with every answer; a route may take one back. */
const SECURITY = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/**
 * Everything that is spoken over HTTP; STOMP takes its upgrades from the same server.
 * @throws {Error} where the widget's folder cannot be read
 */
export async function createHttp(options: HttpOptions): Promise<Server> {
  const { origins, widgetFolder } = options
  const routes: Route[] = [
    landing(),
    health(),
    ready(options.readiness),
    check(options.check),
    graphql(options.graphql, options.graphiql),
    ...(widgetFolder === undefined ? [] : await widgetFiles(widgetFolder, origins)),
  ]
  return createServer({ ...TIMEOUTS, ...options.timeouts, maxHeaderSize: 16_384 }, listener(routes, options.log))
}

const listener =
  (routes: readonly Route[], log: Pick<Logger, 'error'>): RequestListener =>
  async (request, response) => {
    for (const [name, value] of Object.entries(SECURITY)) response.setHeader(name, value)
    const route = routeOf(routes, pathOf(request))
    if (!route) return replyText(response, 404, 'Nothing is here.')
    const methods = route.methods ?? ['GET', 'HEAD']
    if (!methods.includes(request.method ?? '')) {
      response.setHeader('allow', methods.join(', '))
      return replyText(response, 405, `This path takes ${methods.join(', ')}.`)
    }
    try {
      await route.handle(request, response)
    } catch (error) {
      log.error({ err: error, path: route.path }, 'HTTP request failed')
      if (response.headersSent) response.destroy()
      else replyText(response, 500, 'Something broke on our side; the server’s log has the details.')
    }
  }
