import { setTimeout as delay } from 'node:timers/promises'

/** Sends one GraphQL document with a site key or a member's token. */
export type Api = <Data>(document: string, variables: Record<string, unknown>) => Promise<Data>

/** While the server restarts, a request is sent again: every mutation of the seed is idempotent. */
const attempts = 120
const pause = 1_000

/**
 * @param url of `/graphql`
 * @param bearer a site key or a member's token; asked anew for each request
 * @throws Error what the server says is wrong with the request
 */
export function createApi(url: string, bearer: () => Promise<string> | string, signal: AbortSignal): Api {
  return async (query, variables) => {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await post(url, await bearer(), { query, variables }, signal)
      if (reply?.errors?.length) throw new Error(`GraphQL refused a seed: ${JSON.stringify(reply.errors)}`)
      if (reply?.data) return reply.data as never
      if (attempt === attempts) throw new Error(`${url} does not answer.`)
      await delay(pause, undefined, { signal })
    }
  }
}

interface Reply {
  data?: unknown
  errors?: unknown[]
}

/** Undefined: the server is not there, or could not say whether it did it. */
async function post(url: string, bearer: string, body: object, signal: AbortSignal): Promise<Reply | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
      body: JSON.stringify(body),
      signal,
    })
    return response.status < 500 ? ((await response.json()) as Reply) : undefined
  } catch (error) {
    if (signal.aborted) throw error
    return undefined
  }
}
