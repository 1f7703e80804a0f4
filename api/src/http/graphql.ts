import type { RequestListener } from 'node:http'
import type { Route } from './route.ts'

/** yoga knows its own methods and errors. @param graphiql outside production: a page that is one inline script */
export const graphql = (handle: RequestListener, graphiql: boolean): Route => ({
  path: '/graphql',
  methods: ['GET', 'HEAD', 'POST', 'OPTIONS'],
  async handle(request, response) {
    response.setHeader('cache-control', 'no-store')
    if (graphiql) response.removeHeader('content-security-policy')
    await handle(request, response)
  },
})
