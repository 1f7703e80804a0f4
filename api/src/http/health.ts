import { type Route, replyJson } from './route.ts'

/** The process lives: whether it should be restarted, not whether it should be given work. */
export const health = (): Route => ({
  path: '/health',
  handle(_request, response) {
    response.setHeader('cache-control', 'no-store')
    replyJson(response, 200, { status: 'ok' })
  },
})
