import type { Plugin } from 'graphql-yoga'
import type { Origins } from '../http/origins.ts'
import type { Callers } from './callers.ts'

/** Turns away origins of no site at once, and each request from an origin that its own site does not list. */
export const useOrigins = ({ origins, callers }: { origins: Origins; callers: Callers }): Plugin => ({
  async onRequest({ request, fetchAPI, endResponse }) {
    if (await origins.admit(request.headers.get('origin'))) return
    const errors = [
      { message: 'This origin is not on the allow-list of any site here', extensions: { code: 'ORIGIN' } },
    ]
    endResponse(fetchAPI.Response.json({ errors }, { status: 403 }))
  },
  async onContextBuilding({ context }) {
    const { site } = await callers.of(context.request)
    if (site !== null) await origins.check(context.request.headers.get('origin'), site)
  },
  onResponse({ response }) {
    response.headers.append('vary', 'Origin')
  },
})
