import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { createStompServer } from '../server.ts'
import { createBroker } from './broker.ts'

const usage = `Usage: npm run broker -- --tcp PORT --ws PORT [--host ADDRESS]

A small STOMP broker in memory: /topic/... fans out, /queue/... gives each message to one consumer.
Port 0 takes a free port. The WebSocket path is /stomp. Any login is accepted.
`

// Wider than the chat's: a broker is sent whole documents, and its topics are read by test clients that take their time.
const MEBIBYTE = 1_048_576
const limits = { frameBytes: 4 * MEBIBYTE, transactionBytes: 16 * MEBIBYTE, socketBytes: 64 * MEBIBYTE }
// A test client that asks for a beat soon gets it soon.
const heartBeat = { send: 500, receive: 500 }

try {
  const { values } = parseArgs({
    options: {
      tcp: { type: 'string', default: '61613' },
      ws: { type: 'string', default: '61614' },
      host: { type: 'string', default: '127.0.0.1' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) print(usage)
  else await start(values.host, port('--tcp', values.tcp), port('--ws', values.ws))
} catch (error) {
  print(`the broker can not start: ${error instanceof Error ? error.message : error}\n`)
  process.exit(2)
}

async function start(host: string, tcpPort: number, webSocketPort: number): Promise<void> {
  const stomp = createStompServer({ application: createBroker(), limits, heartBeat, name: 'damso-broker' })
  const http = createServer((_request, response) => response.writeHead(404).end())
  stomp.attach(http, { path: '/stomp', admit: () => true })
  const tcp = await stomp.listenTcp({ port: tcpPort, host })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(webSocketPort, host, resolve)
  })
  const webSocket = http.address() as AddressInfo
  print(`ready tcp://${host}:${tcp.port} ws://${host}:${webSocket.port}/stomp\n`)

  const stop = async () => {
    http.close()
    await stomp.close({ drain: 2_000 })
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

function port(option: string, text: string): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number < 65_536) return number
  throw new Error(`${option} is a port, 0 to 65535: ${text} is none`)
}

function print(text: string): void {
  process.stdout.write(text)
}
