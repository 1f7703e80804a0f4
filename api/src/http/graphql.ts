import type { RequestListener } from 'node:http'
import type { Route } from './route.ts'

/** yoga knows its own methods, errors and GraphiQL, whose page is one inline script. */
export const graphql = (handle: RequestListener): Route => ({
  path: '/graphql',
  methods: ['GET', 'HEAD', 'POST', 'OPTIONS'],
  async handle(request, response) {
    response.setHeader('cache-control', 'no-store')
    response.removeHeader('content-security-policy')
    await handle(request, response)
  },
})
