/** What a GraphQL answer holds beside its data. */
export interface GraphqlFault {
  message: string
  extensions?: { code?: string; field?: string; limit?: number }
}

/** The server answered with errors. */
export class GraphqlError extends Error {
  override readonly name = 'GraphqlError'
  readonly status: number
  readonly errors: readonly GraphqlFault[]

  constructor(status: number, errors: readonly GraphqlFault[]) {
    super(`${status} ${errors.map(({ message, extensions }) => `${extensions?.code}: ${message}`).join('; ')}`)
    this.status = status
    this.errors = errors
  }

  get code(): string | undefined {
    return this.errors[0]?.extensions?.code
  }
}

export interface GraphqlOptions {
  /** `http://127.0.0.1:4000/graphql` */
  url: string
  /** A member's token or a site key. */
  token?: string
  /** Names the site before login. */
  site?: string
  origin?: string
  /** Longest that an answer is waited for. @default for ever */
  milliseconds?: number
}

export type Graphql = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>

/**
 * A GraphQL client for tests.
 * @returns a function that resolves with `data`, throws `GraphqlError` where there are errors, and whatever `fetch` throws where the server is gone
 */
export function createGraphql({ url, token, site, origin, milliseconds }: GraphqlOptions): Graphql {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(site !== undefined && { 'damso-site': site }),
    ...(origin !== undefined && { origin }),
  }
  return async <T>(query: string, variables: Record<string, unknown> = {}): Promise<T> => {
    const response = await fetch(url, {
      ...{ method: 'POST', headers, body: JSON.stringify({ query, variables }) },
      ...(milliseconds !== undefined && { signal: AbortSignal.timeout(milliseconds) }),
    })
    const { data, errors } = (await response.json()) as { data?: T; errors?: GraphqlFault[] }
    if (errors) throw new GraphqlError(response.status, errors)
    return data as T
  }
}
