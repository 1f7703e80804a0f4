import { createHash } from 'node:crypto'
import type { SiteId } from '@damso/schema/model'
import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations'
import type { Plugin } from 'graphql-yoga'
import type { Callers } from './callers.ts'

/** Documents by their id: the widget's own, and whatever else is registered. */
export type Operations = Readonly<Record<string, string>>

export interface OperationsOptions {
  callers: Callers
  operations: Operations
  /** Whether browsers of this site may run registered operations only. @default no site */
  registeredOnly?: ((site: SiteId) => boolean | Promise<boolean>) | undefined
}

/** First 128 bits of sha256 in base64url: 22 characters. */
export const operationId = (document: string): string =>
  createHash('sha256').update(document).digest().subarray(0, 16).toString('base64url')

/**
 * Registered operations, named by `documentId`.
 * @throws {Error} where an operation does not stand under its own id
 */
export function useOperations({ callers, operations, registeredOnly = () => false }: OperationsOptions): Plugin {
  const byId = new Map(Object.entries(operations))
  for (const [id, document] of byId) {
    if (operationId(document) !== id) throw new Error(`The registered operation ${id} does not hash to its id`)
  }
  return usePersistedOperations({
    extractPersistedOperationId: (params) =>
      'documentId' in params && typeof params.documentId === 'string' ? params.documentId : null,
    getPersistedOperation: (id) => byId.get(id) ?? null,
    async allowArbitraryOperations(request) {
      const { viewer, site } = await callers.of(request)
      return viewer?.kind === 'server' || site === undefined || !(await registeredOnly(site))
    },
    customErrors: {
      keyNotFound: refusing('PROTOCOL', 'Send a query, or the documentId of a registered operation'),
      notFound: refusing('UNSUPPORTED', 'No operation is registered under this documentId: load the widget again'),
      persistedQueryOnly: refusing('FORBIDDEN', 'Browsers of this site may run registered operations only'),
    },
  })
}

const refusing = (code: string, message: string) => ({ message, extensions: { code, http: { status: 400 } } })
