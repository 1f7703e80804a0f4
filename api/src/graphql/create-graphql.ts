import { type GraphqlContext, schema } from '@damso/schema'
import { limits, type SiteId } from '@damso/schema/model'
import type { Services } from '@damso/schema/services'
import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { createYoga } from 'graphql-yoga'
import type { Logger } from 'pino'
import type { Origins } from '../http/origins.ts'
import { createLruMap } from '../lru-map.ts'
import { type Authenticate, createCallers } from './callers.ts'
import { createMaskError } from './mask-error.ts'
import { useLimits } from './use-limits.ts'
import { useNoIntrospection } from './use-no-introspection.ts'
import { type Operations, useOperations } from './use-operations.ts'
import { useOrigins } from './use-origins.ts'
import { useProtocolCode } from './use-protocol-code.ts'
import { useViewer } from './use-viewer.ts'

export interface GraphqlOptions {
  services: Services
  authenticate: Authenticate
  origins: Origins
  /** The widget's registered operations, `{id: document}`. @default none */
  operations?: Operations
  /** Whether browsers of this site may run registered operations only. @default no site */
  registeredOnly?: (site: SiteId) => boolean | Promise<boolean>
  /** In production there is neither introspection nor GraphiQL. */
  production: boolean
  log: Pick<Logger, 'error' | 'warn'>
}

/** `/graphql`: `fetch` answers a Request, `handle` a request of node:http. What happens on the way is the list of plugins. */
export function createGraphql(options: GraphqlOptions) {
  const { services, authenticate, origins, operations = {}, registeredOnly, production, log } = options
  const callers = createCallers(authenticate, origins)
  return createYoga<object, GraphqlContext>({
    schema,
    plugins: [
      useOrigins(origins),
      // Both are headers that a page can send elsewhere only after a preflight: nobody's form can.
      useCSRFPrevention({ requestHeaders: ['authorization', 'damso-site'] }),
      useOperations({ callers, operations, registeredOnly }),
      useLimits(),
      useProtocolCode(),
      production && useNoIntrospection(),
      useViewer({ callers, services }),
    ],
    maskedErrors: { maskError: createMaskError(log) },
    // A parsed document of the most tokens takes half a megabyte.
    parserAndValidationCache: { documentCache: createLruMap(100), errorCache: createLruMap(100) },
    maxRequestBodySize: limits.requestBytes,
    extraParamNames: ['documentId'],
    batching: false,
    multipart: false,
    cors: async ({ headers }) => {
      const origin = headers.get('origin')
      if (origin === null || !(await origins.admit(origin))) return false
      return {
        origin: [origin],
        credentials: false,
        methods: ['GET', 'POST'],
        allowedHeaders: ['authorization', 'content-type', 'damso-site'],
        maxAge: 86_400,
      }
    },
    graphiql: !production && {
      title: 'Damso',
    },
    renderGraphiQL,
    landingPage: false,
    logging: false,
  })
}
