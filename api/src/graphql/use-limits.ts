import { limits } from '@damso/schema/model'
import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor'
import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** Bounds a document before it is executed; what it costs is bounded by the schema itself, which knows the page sizes. */
export const useLimits = (): Plugin => ({
  onPluginInit({ addPlugin }) {
    addPlugin(useTextLimit())
    addPlugin(useArmor())
  },
})

/** Before it is parsed, or even looked up among those that were. */
const useTextLimit = (): Plugin => ({
  onParams({ params: { query } }) {
    if (typeof query === 'string' && Buffer.byteLength(query) > limits.queryBytes) {
      throw over(limits.queryBytes, 'bytes', 'send smaller operations')
    }
  },
})

const useArmor = (): Plugin =>
  EnvelopArmorPlugin({
    maxTokens: bound('tokens', limits.queryTokens, 'send smaller operations'),
    maxDepth: { ...bound('levels', limits.queryDepth, 'ask in two steps'), flattenFragments: true },
    maxAliases: bound('aliases', limits.queryAliases, 'ask in several requests'),
    maxDirectives: bound('directives', limits.queryDirectives, 'write the fields that you want'),
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  })

/** armor's own errors carry neither a code nor an HTTP status. */
const bound = (what: string, n: number, remedy: string) => ({
  n,
  onReject: [
    () => {
      throw over(n, what, remedy)
    },
  ],
})

const over = (limit: number, what: string, remedy: string) =>
  new GraphQLError(`The document is over its limit of ${limit} ${what}: ${remedy}`, {
    extensions: { code: 'LIMIT', field: 'query', limit, http: { status: 400 } },
  })
