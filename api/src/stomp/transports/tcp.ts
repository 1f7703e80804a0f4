import { createServer, type Server, type Socket } from 'node:net'
import type { StompConnection } from '../connection.ts'
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
    connections.set(socket, accept.open(new TcpWire(socket), undefined, socket.remoteAddress ?? ''))
    socket.on('data', onData)
    socket.on('end', onEnd)
    socket.on('close', onClose)
    socket.on('error', onError)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      server.on('error', onError)
      resolve(server)
    })
  })
}

// Shared by all sockets: no closure is made for one.
const connections = new WeakMap<Socket, StompConnection>()

function onData(this: Socket, chunk: Buffer): void {
  connections.get(this)?.session.receive(chunk)
}

/** A peer that has said all may still wait for receipts. */
function onEnd(this: Socket): void {
  const connection = connections.get(this)
  connection?.session.leave(() => connection.close(1000, 'goodbye'))
}

function onClose(this: Socket): void {
  connections.get(this)?.gone()
}

/** 'close' follows; what went wrong is the peer's doing. */
function onError(): void {}
