import type { ObjectRef } from '@pothos/core'
import type { Page } from '../services/index.ts'
import { builder, type SchemaTypes } from './builder.ts'

interface PageInfo {
  hasNextPage: boolean
  hasPreviousPage: boolean
  startCursor: string | null
  endCursor: string | null
}

export interface Edge<T> {
  cursor: string
  node: T
}

export interface Connection<T> {
  edges: Edge<T>[]
  pageInfo: PageInfo
}

/** A service's forward page as a Relay connection. */
export const connectionFrom = <T>({ edges, hasNextPage }: Page<T>, after?: string | null): Connection<T> => ({
  edges,
  pageInfo: pageInfoOf(edges, { hasNextPage, hasPreviousPage: after != null }),
})

export const pageInfoOf = (
  edges: readonly Edge<unknown>[],
  more: Pick<PageInfo, 'hasNextPage' | 'hasPreviousPage'>,
): PageInfo => ({ ...more, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null })

const PageInfoRef = builder.objectRef<PageInfo>('PageInfo').implement({
  description: 'Whether there is more on either side of a page, and the cursors to ask for it.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'More follows: ask with `after: endCursor`.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', { description: 'More stands before this page.' }),
    startCursor: t.exposeString('startCursor', { nullable: true, description: 'Of the first node; null: none.' }),
    endCursor: t.exposeString('endCursor', { nullable: true, description: 'Of the last node; null: none.' }),
  }),
})

/**
 * The types `XConnection` and `XEdge` of Cursor Connections. Services page; this only describes. The casts say what Pothos
 * cannot follow through a type parameter: an edge's node is what `node` stands for.
 */
export function connectionOf<T extends object, C extends Connection<T> = Connection<T>>(
  noun: string,
  node: ObjectRef<SchemaTypes, T>,
  order: string,
) {
  const edge = builder.objectRef<Edge<T>>(`${noun}Edge`).implement({
    description: `A ${noun.toLowerCase()} and its place in the list.`,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'Opaque: give it back as `after` or `before`.' }),
      node: t.field({ type: node, description: `The ${noun.toLowerCase()}.`, resolve: (edge) => edge.node as never }),
    }),
  })
  return builder.objectRef<C>(`${noun}Connection`).implement({
    description: `A page of a list, ${order}.`,
    fields: (t) => ({
      nodes: t.field({
        type: [node],
        description: 'What stands on this page.',
        resolve: ({ edges }) => edges.map((edge) => edge.node) as never,
      }),
      edges: t.field({ type: [edge], description: 'The same, with cursors.', resolve: ({ edges }) => edges }),
      pageInfo: t.field({
        type: PageInfoRef,
        description: 'Whether there is more.',
        resolve: ({ pageInfo }) => pageInfo,
      }),
    }),
  })
}
