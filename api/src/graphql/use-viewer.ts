import { createLoaders, type GraphqlContext } from '@damso/schema'
import type { Services } from '@damso/schema/services'
import type { Plugin } from 'graphql-yoga'
import type { Callers } from './callers.ts'

/** Gives the resolvers their context: who asks, what they may call, and loaders of this request alone. */
export const useViewer = ({ callers, services }: { callers: Callers; services: Services }): Plugin<GraphqlContext> => ({
  async onContextBuilding({ context, extendContext }) {
    const { viewer = null, site = null } = await callers.of(context.request)
    const built: GraphqlContext = {
      viewer,
      site,
      services,
      loaders: createLoaders(services, viewer, site),
    }
    extendContext(built)
  },
})
