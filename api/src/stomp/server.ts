import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo, Server as TcpServer } from 'node:net'
import type { StompApplication } from './application.ts'
import { StompConnection } from './connection.ts'
import type { Engine, Logger } from './engine.ts'
import { Flusher } from './flusher.ts'
import type { HeartBeat } from './heart-beat.ts'
import { defaultLimits, type StompLimits } from './limits.ts'
import { Session } from './session.ts'
import { TimerWheel } from './timer-wheel.ts'
import type { Accept } from './transports/accept.ts'
import { listenTcp } from './transports/tcp.ts'
import { attachWebSocket, type WebSocketOptions } from './transports/websocket.ts'
import type { Wire } from './wire.ts'

export interface StompServerOptions<S> {
  application: StompApplication<S>
  limits?: Partial<StompLimits>
  /** What the server offers, milliseconds. @default 10,000 each way */
  heartBeat?: HeartBeat
  /** `server` of CONNECTED. @default "damso" */
  name?: string
  logger?: Logger
}

export interface StompServer {
  /** Takes the WebSocket handshakes of one path of an HTTP server. */
  attach(http: HttpServer, options: WebSocketOptions): void
  /** Listens for plain STOMP; port 0 takes a free one. @throws as `net.Server.listen` does */
  listenTcp(options: { port: number; host: string }): Promise<AddressInfo>
  /** Open now. */
  readonly connections: number
  /**
   * Takes no more connections, answers the frames that were read, closes each connection with 4000 RESUME and resolves when
   * all are gone; what is left after `drain` ms is cut off. @default 5,000
   */
  close(options?: { drain?: number }): Promise<void>
}

const silent: Logger = { error: () => undefined, warn: () => undefined, debug: () => undefined }

export function createStompServer<S>(options: StompServerOptions<S>): StompServer {
  const limits = { ...defaultLimits, ...options.limits }
  const sessions = new Set<Session>()
  const tcpServers: TcpServer[] = []
  let closing = false
  let onEmpty: (() => void) | undefined

  const engine: Engine = {
    application: options.application as StompApplication<unknown>,
    limits,
    heartBeat: options.heartBeat ?? { send: 10_000, receive: 10_000 },
    serverName: options.name ?? 'damso',
    logger: options.logger ?? silent,
    wheel: new TimerWheel(),
    flusher: new Flusher(),
    ended(session) {
      sessions.delete(session)
      if (sessions.size === 0) onEmpty?.()
    },
  }

  const accept: Accept = {
    ready: () => !closing && sessions.size < limits.connections,
    open(wire: Wire, origin, remoteAddress) {
      const peer = { id: randomUUID(), origin, remoteAddress }
      const connection = new StompConnection(engine, wire, peer, (of) => new Session(engine, of))
      sessions.add(connection.session)
      return connection
    },
  }

  return {
    attach: (http, webSocket) => attachWebSocket(http, webSocket, limits, accept),
    async listenTcp({ port, host }) {
      const server = await listenTcp(port, host, accept)
      tcpServers.push(server)
      return server.address() as AddressInfo
    },
    get connections() {
      return sessions.size
    },
    async close({ drain = 5_000 } = {}) {
      closing = true
      for (const server of tcpServers) server.close()
      const empty = new Promise<void>((resolve) => {
        onEmpty = resolve
      })
      for (const session of sessions) session.leave(() => session.connection.close(4000, 'RESUME'))
      const cutOff = setTimeout(() => {
        for (const session of sessions) session.connection.destroy()
      }, drain)
      if (sessions.size > 0) await empty
      clearTimeout(cutOff)
      engine.wheel.stop()
    },
  }
}
