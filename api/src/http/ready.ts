import { type Route, replyJson } from './route.ts'

/** Each thing that the server needs, by name, and whether it is there. */
export type Readiness = Readonly<Record<string, boolean>>

/** Whether requests may be sent here now: a load balancer's question. */
export const ready = (readiness: () => Readiness | Promise<Readiness>): Route => ({
  path: '/ready',
  async handle(_request, response) {
    const needs = await readiness()
    const status = Object.values(needs).every(Boolean) ? 'ready' : 'not ready'
    response.setHeader('cache-control', 'no-store')
    replyJson(response, status === 'ready' ? 200 : 503, { status, ...needs })
  },
})
