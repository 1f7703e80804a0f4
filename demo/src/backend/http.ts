import type { IncomingMessage, RequestListener } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export type Handler = (request: Request, url: URL) => Response | Promise<Response>

/** For `node:http`, of `Request` and `Response`; a fault of the handler is a 500 without details. */
export function toListener(handler: Handler, onFault: (error: unknown) => void): RequestListener {
  return async (incoming, outgoing) => {
    try {
      const request = toRequest(incoming)
      const response = await handler(request, new URL(request.url))
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      if (response.body) await pipeline(Readable.fromWeb(response.body as never), outgoing)
      else outgoing.end()
    } catch (error) {
      // A page that goes away closes its event stream in the middle: no fault.
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
      if (!incoming.destroyed) onFault(error)
    }
  }
}

function toRequest(incoming: IncomingMessage): Request {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'invalid'}`)
  // No route of the demo reads a body.
  return new Request(url, {
    method: incoming.method ?? 'GET',
    headers: Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  })
}
