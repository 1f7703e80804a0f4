import { ClientFault, type ClientFaultCode, unreachable } from './client-fault.ts'
import type { Operation } from './operations/operation.ts'
import type { Session } from './session.ts'

export interface ApiOptions {
  site: string
  /** The server's address; `graphql` is resolved against it, so that it may live under a path. Ends in a slash. */
  server: string
  session: Session
}

const TIMEOUT = 15_000

/** GraphQL over fetch, by the ids of operations that the server knows. */
export interface Api {
  /** @throws {ClientFault} whatever is not data; refusals are data */
  request<R, V>(operation: Operation<R, V>, variables: V): Promise<R>
}

export function createApi({ site, server, session }: ApiOptions): Api {
  async function request<R, V>(operation: Operation<R, V>, variables: V, again = false): Promise<R> {
    const token = again ? await session.renew() : await session.token()
    const answer = await post(new URL('graphql', server), site, token, { documentId: operation, variables })
    const [error] = answer.errors ?? []
    if (error === undefined && answer.data !== undefined && answer.data !== null) return answer.data as R
    const code = codes[error?.extensions?.code ?? ''] ?? 'SERVER'
    if (code === 'TOKEN' && !again) return request(operation, variables, true)
    throw new ClientFault(code, error?.message ?? 'the server answered without data')
  }
  return { request: (operation, variables) => request(operation, variables) }
}

interface Answer {
  data?: unknown
  errors?: { message: string; extensions?: { code?: string } }[]
}

const codes: Record<string, ClientFaultCode> = {
  TOKEN: 'TOKEN',
  SITE: 'SITE',
  ORIGIN: 'ORIGIN',
  PROTOCOL: 'REQUEST',
  UNSUPPORTED: 'REQUEST',
  LIMIT: 'REQUEST',
  FORBIDDEN: 'REQUEST',
  NOT_CAUGHT_UP: 'NOT_CAUGHT_UP',
  NOT_FOUND: 'NOT_FOUND',
}

async function post(url: URL, site: string, token: string | null, body: object): Promise<Answer> {
  const headers: Record<string, string> = {
    accept: 'application/graphql-response+json, application/json',
    'content-type': 'application/json',
    'damso-site': site,
  }
  if (token !== null) headers.authorization = `Bearer ${token}`
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    return (await response.json()) as Answer
  } catch (cause) {
    throw unreachable(url.origin, { cause })
  }
}
