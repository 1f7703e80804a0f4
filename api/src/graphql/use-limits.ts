import { limits } from '@damso/schema/model'
import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor'
import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** Bounds a document before it is executed; what it costs is bounded by the schema itself, which knows the page sizes. */
export const useLimits = (): Plugin =>
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
      throw new GraphQLError(`The document is over its limit of ${n} ${what}: ${remedy}`, {
        extensions: { code: 'LIMIT', field: 'query', limit: n, http: { status: 400 } },
      })
    },
  ],
})
