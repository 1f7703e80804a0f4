import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBroker } from '../broker/broker.ts'
import { createStompServer, type StompServer, type StompServerOptions } from '../index.ts'
import { connectTcp, connectWebSocket, type RawClient } from './raw-client.ts'

export interface TestServer {
  stomp: StompServer
  tcpPort: number
  webSocketUrl: string
  connect(transport: Transport, protocols?: string[]): Promise<RawClient>
  stop(): Promise<void>
}

export const transports = ['tcp', 'websocket'] as const
export type Transport = (typeof transports)[number]

/** A server on ephemeral ports of loopback; the small broker unless another application is given. */
export async function startTestServer<S>(options: Partial<StompServerOptions<S>> = {}): Promise<TestServer> {
  const { application = createBroker(), ...rest } = options
  const stomp = createStompServer({ application, name: 'test/1', ...rest } as StompServerOptions<S>)
  const http = createServer((_request, response) => response.writeHead(404).end())
  stomp.attach(http, { path: '/stomp', admit: (origin) => origin !== 'null' })
  const tcp = await stomp.listenTcp({ port: 0, host: '127.0.0.1' })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const webSocketUrl = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/stomp`
  return {
    stomp,
    tcpPort: tcp.port,
    webSocketUrl,
    connect: (transport, protocols) =>
      transport === 'tcp' ? connectTcp(tcp.port) : connectWebSocket(webSocketUrl, protocols),
    async stop() {
      await stomp.close({ drain: 100 })
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}
