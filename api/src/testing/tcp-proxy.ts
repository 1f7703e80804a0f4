import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface TcpProxy {
  port: number
  /** Connections end, and new ones are refused. */
  cut(): Promise<void>
  /** New connections are taken again, on the same port. */
  heal(): Promise<void>
  stop(): Promise<void>
}

/** A link to a real service that a test may cut: `host:port` behind a port of its own. */
export async function openTcpProxy(to: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  const server = createServer((inner) => {
    const outer = connect(to)
    for (const [socket, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {}) // the end of the other side says it
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  const cut = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    port,
    cut,
    heal: () => listen(port),
    stop: async () => {
      if (server.listening) await cut()
    },
  }
}
