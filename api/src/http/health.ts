import { type Route, replyJson } from './route.ts'

/** The process lives: whether it should be restarted, not whether it should be given work. */
export const health = (): Route => ({
  path: '/health',
  handle(_request, response) {
    response.setHeader('cache-control', 'no-store')
    // A page of any origin may ask, so that one that is not listed can tell that from a server that is down.
    response.setHeader('access-control-allow-origin', '*')
    replyJson(response, 200, { status: 'ok' })
  },
})
