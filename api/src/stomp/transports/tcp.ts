import { createServer, type Server, type Socket } from 'node:net'
import { KEEP_ALIVE_MILLISECONDS, type Wire } from '../wire.ts'
import type { Accept } from './accept.ts'

const options = {
  allowHalfOpen: true,
  noDelay: true,
  keepAlive: true,
  keepAliveInitialDelay: KEEP_ALIVE_MILLISECONDS,
}

class TcpWire implements Wire {
  readonly transport = 'tcp'
  readonly socket: Socket

  constructor(socket: Socket) {
    this.socket = socket
  }

  pause(): void {
    this.socket.pause()
  }

  resume(): void {
    this.socket.resume()
  }

  /** Half-closes; what the peer still says is read and dropped, or the kernel would reset the connection under our last frame. */
  end(): void {
    this.socket.end()
  }

  destroy(): void {
    this.socket.destroy()
  }
}

/** Plain STOMP. @returns the listening server */
export function listenTcp(port: number, host: string, accept: Accept): Promise<Server> {
  const server = createServer(options, (socket) => {
    if (!accept.ready()) {
      socket.destroy()
      return
    }
    const connection = accept.open(new TcpWire(socket), undefined, socket.remoteAddress ?? '')
    socket.on('data', (chunk) => connection.session.receive(chunk))
    // A peer that has said all may still wait for receipts.
    socket.on('end', () => connection.session.leave(() => connection.close(1000, 'goodbye')))
    socket.on('close', () => connection.gone())
    socket.on('error', () => socket.destroy())
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      resolve(server)
    })
  })
}
