import { afterAll, beforeAll, test } from 'vitest'
import type { RawClient } from './raw-client.ts'
import { startTestServer, type TestServer, type Transport, transports } from './test-server.ts'

/** What a row's test has at hand, on one transport. */
export interface Bench {
  transport: Transport
  server: TestServer
  /** A socket that has said nothing. */
  raw(protocols?: string[]): Promise<RawClient>
  /** A socket past CONNECT. `headers` are lines such as `heart-beat:0,0`. */
  open(version?: string, headers?: string[]): Promise<RawClient>
  /** A destination that no other test uses. */
  queue: string
  topic: string
}

/** Prepares one broker for the rows of a file. @returns the function that declares a row, over TCP and over WebSocket */
export function rows(): (title: string, run: (bench: Bench) => Promise<void>) => void {
  let server: TestServer
  let count = 0
  beforeAll(async () => {
    server = await startTestServer({ heartBeat: { send: 200, receive: 200 } })
  })
  afterAll(() => server.stop())

  return (title, run) => {
    test.each(transports)(`${title} (%s)`, async (transport) => {
      count += 1
      const clients: RawClient[] = []
      const raw = async (protocols?: string[]) => {
        const client = await server.connect(transport, protocols)
        clients.push(client)
        return client
      }
      const open = async (version = '1.2', headers: string[] = []) => {
        const client = await raw()
        client.send(frame('CONNECT', [`accept-version:${version}`, 'host:test', ...headers]))
        const answer = await client.next()
        if (answer.command !== 'CONNECTED') throw new Error(`${answer.command}: ${answer.body}`)
        return client
      }
      try {
        await run({ transport, server, raw, open, queue: `/queue/${count}`, topic: `/topic/${count}` })
      } finally {
        for (const client of clients) client.cut()
      }
    })
  }
}

/** A frame's octets from its lines. */
export function frame(command: string, headers: string[] = [], body = ''): string {
  return `${[command, ...headers].join('\n')}\n\n${body}\0`
}
