import type { IncomingMessage as HttpRequest, Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type RawData, WebSocket, WebSocketServer } from 'ws'
import { StompError } from '../application.ts'
import type { StompConnection } from '../connection.ts'
import type { StompLimits } from '../limits.ts'
import { chooseSubProtocol } from '../version.ts'
import { KEEP_ALIVE_MILLISECONDS, type Wire } from '../wire.ts'
import type { Accept } from './accept.ts'

const MESSAGE_TOO_BIG = 1009

export interface WebSocketOptions {
  /** Exact path of the handshake's URL. */
  path: string
  /** Whether pages of this origin may connect to this host; undefined for programs, which send none. */
  admit(origin: string | undefined, host: string | undefined): boolean | Promise<boolean>
}

/** `ws` does handshake, masking, pings and closing; complete frames of ours go to the socket beside it, never inside one of its. */
class StompWebSocket extends WebSocket implements Wire {
  readonly transport = 'websocket'
  declare socket: Socket
  declare connection: StompConnection

  end(closeCode: number, reason: string): void {
    super.close(closeCode, reason)
  }

  destroy(): void {
    this.terminate()
  }

  /** `ws` closes by itself when a message is too big; a STOMP client is to learn why. */
  override close(code?: number, reason?: string | Buffer): void {
    if (code === MESSAGE_TOO_BIG) this.connection.fail(new StompError('LIMIT', 'a WebSocket message is too big'))
    super.close(code, reason)
  }
}

/** Takes the upgrades of one path; those of other paths are left to other listeners, and refused if there are none. */
export function attachWebSocket(
  http: HttpServer,
  options: WebSocketOptions,
  limits: StompLimits,
  accept: Accept,
): void {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    // One message may hold many frames; no more is held of one than of a slow socket's output.
    maxPayload: Math.min(limits.socketBytes, 4 * limits.frameBytes),
    handleProtocols: chooseSubProtocol,
    WebSocket: StompWebSocket,
  })
  async function upgrade(request: HttpRequest, stream: Duplex, head: Buffer): Promise<void> {
    const { origin, host } = request.headers
    if (!(await options.admit(origin, host))) refuse(stream, '403 Forbidden')
    else if (!accept.ready()) refuse(stream, '503 Service Unavailable')
    else
      server.handleUpgrade(request, stream, head, (webSocket) => {
        webSocket.socket = request.socket
        request.socket.setKeepAlive(true, KEEP_ALIVE_MILLISECONDS)
        webSocket.connection = accept.open(webSocket, origin, request.socket.remoteAddress ?? '')
        webSocket.on('message', onMessage)
        webSocket.on('close', onClose)
        webSocket.on('error', onError)
        guardHello(webSocket, limits)
      })
  }
  http.on('upgrade', (request: HttpRequest, stream: Duplex, head: Buffer) => {
    const [path] = (request.url ?? '').split('?', 1)
    if (path === options.path) {
      // Nobody reads the socket yet: one that breaks while the origin is looked up must not break the process.
      stream.on('error', onError)
      upgrade(request, stream, head).catch(() => refuse(stream, '500 Internal Server Error'))
    } else if (http.listenerCount('upgrade') === 1) refuse(stream, '404 Not Found')
  })
}

// Shared by all sockets: no closure is made for one.
function onMessage(this: WebSocket, data: RawData): void {
  const { connection } = this as StompWebSocket
  connection.session.receive(data as Buffer) // 'nodebuffer' is the binaryType of `ws`
}

function onClose(this: WebSocket): void {
  const { connection } = this as StompWebSocket
  connection.gone()
}

/** 'close' follows; what went wrong is the peer's doing. */
function onError(): void {}

/** Before CONNECT nobody may make `ws` hold more than a hello, by fragments for example. */
function guardHello({ socket, connection }: StompWebSocket, { helloBytes }: StompLimits): void {
  const before = socket.bytesRead
  const allowed = helloBytes + 1_024
  socket.on('data', function check() {
    if (connection.session.stage === 'hello' && socket.bytesRead - before > allowed)
      connection.fail(new StompError('LIMIT', `CONNECT has at most ${helloBytes} octets`))
    if (connection.session.stage !== 'hello') socket.removeListener('data', check)
  })
}

function refuse(stream: Duplex, status: string): void {
  stream.on('error', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
