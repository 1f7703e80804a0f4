import type { Plugin } from 'graphql-yoga'
import type { Origins } from '../http/origins.ts'

/** Turns away pages of no site at once; the site that a request names is asked by `authenticate`. */
export const useOrigins = (origins: Origins): Plugin => ({
  async onRequest({ request, fetchAPI, endResponse }) {
    if (await origins.admit(request.headers.get('origin') ?? undefined)) return
    const errors = [{ message: 'No site here lists this origin', extensions: { code: 'ORIGIN' } }]
    endResponse(fetchAPI.Response.json({ errors }, { status: 403 }))
  },
  onResponse({ response }) {
    response.headers.append('vary', 'Origin')
  },
})
