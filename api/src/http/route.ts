import type { IncomingMessage, ServerResponse } from 'node:http'

/** One path, or one folder of paths, of the server. */
export interface Route {
  /** Exact, or a prefix that ends in `/`. */
  path: string
  /** @default GET and HEAD */
  methods?: readonly string[]
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>
}

export const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/'

export const routeOf = (routes: readonly Route[], path: string): Route | undefined =>
  routes.find(
    (route) =>
      path === route.path || (route.path.length > 1 && route.path.endsWith('/') && path.startsWith(route.path)),
  )

/** Answers with a whole body; a HEAD learns its length alone. */
export function reply(response: ServerResponse, status: number, contentType: string, body: string | Buffer): void {
  response.statusCode = status
  response.setHeader('content-type', contentType)
  response.setHeader('content-length', Buffer.byteLength(body))
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

export const replyText = (response: ServerResponse, status: number, text: string): void =>
  reply(response, status, 'text/plain; charset=utf-8', `${text}\n`)

export const replyJson = (response: ServerResponse, status: number, value: unknown): void =>
  reply(response, status, 'application/json; charset=utf-8', `${JSON.stringify(value)}\n`)
