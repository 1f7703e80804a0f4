import type { DamsoServer } from './damso-server.ts'
import type { Status, StatusBoard } from './status.ts'

/**
 * The switch that ends a server as a crash would, and the one that brings it back.
 * @param path such as `server/kill` or `node-1/start`
 */
export async function control(path: string, servers: Readonly<Record<string, DamsoServer>>): Promise<Response> {
  const [name = '', action] = path.split('/')
  const server = Object.hasOwn(servers, name) ? servers[name] : undefined
  if (!server) return new Response(null, { status: 404 })
  if (action === 'kill') await server.kill()
  else if (action === 'start') await server.start()
  else return new Response(null, { status: 404 })
  return new Response(null, { status: 204 })
}

/** Server-sent events: the status as it is, and again whenever it changes. */
export function streamStatus(board: StatusBoard): Response {
  let stop = () => {}
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (status: Status) => controller.enqueue(encoder.encode(`data: ${JSON.stringify(status)}\n\n`))
      stop = board.listen(send)
      send(board.read())
    },
    cancel: () => stop(),
  })
  return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } })
}
