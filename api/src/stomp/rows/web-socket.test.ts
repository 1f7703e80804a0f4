import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { connectWebSocket } from '../testing/raw-client.ts'
import { frame } from '../testing/row.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ limits: { helloMilliseconds: 60_000 } })
})
afterAll(() => server.stop())

const hello = frame('CONNECT', ['accept-version:1.2', 'host:test', 'heart-beat:0,0'])

test.each([
  [['v10.stomp', 'v11.stomp', 'v12.stomp'], 'v12.stomp'],
  [['v11.stomp', 'v10.stomp'], 'v11.stomp'],
  [['v10.stomp'], 'v10.stomp'],
  [[], ''],
])('W1 of sub-protocols %j the server takes "%s"', async (offered, chosen) => {
  const client = await connectWebSocket(server.webSocketUrl, offered)
  expect(client.protocol).toBe(chosen)
  client.cut()
})

test('W1 the version still comes from CONNECT', async () => {
  const client = await connectWebSocket(server.webSocketUrl, ['v12.stomp'])
  client.send(frame('CONNECT', ['accept-version:1.1', 'host:test']))
  expect((await client.next()).headers.version).toBe('1.1')
  client.cut()
})

test('W2 one frame may span many messages, and one message hold many frames', async () => {
  const client = await connectWebSocket(server.webSocketUrl)
  for (const octet of hello) client.send(octet)
  await client.next()
  client.send(
    frame('SUBSCRIBE', ['id:1', 'destination:/topic/w2', 'receipt:a']) +
      frame('SEND', ['destination:/topic/w2'], 'x'.repeat(300)) +
      frame('BEGIN', ['transaction:t', 'receipt:b']),
  )
  const seen = [await client.next(), await client.next(), await client.next()]
  expect(seen.map(({ command }) => command).sort()).toEqual(['MESSAGE', 'RECEIPT', 'RECEIPT'])
  client.cut()
})

test('W2 text and binary messages both hold frames', async () => {
  const client = await connectWebSocket(server.webSocketUrl)
  client.send(Buffer.from(hello.slice(0, 10)))
  client.send(hello.slice(10))
  expect((await client.next()).command).toBe('CONNECTED')
  client.send(frame('SUBSCRIBE', ['id:1', 'destination:/topic/binary']))
  client.send(
    Buffer.concat([
      Buffer.from('SEND\ndestination:/topic/binary\ncontent-length:2\n\n'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from([0]),
    ]),
  )
  expect((await client.next()).body).toEqual(Buffer.from([0xff, 0xfe]))
  client.cut()
})

test('W2 a heart-beat is a lone line feed', async () => {
  const client = await connectWebSocket(server.webSocketUrl)
  client.send('\n')
  client.send(hello)
  client.send('\n')
  expect((await client.next()).command).toBe('CONNECTED')
  client.cut()
})

test('W2 messages longer than 125 and 65,535 octets arrive whole', async () => {
  const client = await connectWebSocket(server.webSocketUrl)
  client.send(hello)
  await client.next()
  client.send(frame('SUBSCRIBE', ['id:1', 'destination:/topic/sizes']))
  for (const length of [1, 60, 124, 125, 126, 127, 1_000, 60_000, 65_450]) {
    client.send(frame('SEND', ['destination:/topic/sizes'], 'x'.repeat(length)))
    expect((await client.next()).body.length).toBe(length)
  }
  client.cut()
})

test('W2 pongs stand between frames, never inside one', async () => {
  const socket = new WebSocket(server.webSocketUrl, ['v12.stomp'])
  const bodies = new Set<number>()
  let pongs = 0
  socket.on('pong', () => {
    pongs += 1
  })
  await once(socket, 'open')
  socket.send(hello)
  await once(socket, 'message')
  socket.send(frame('SUBSCRIBE', ['id:1', 'destination:/topic/pongs']))
  for (let index = 0; index < 200; index++) {
    socket.send(frame('SEND', ['destination:/topic/pongs'], 'x'.repeat(20 * index + 1)))
    if (index % 5 === 0) socket.ping() // `ws` takes 60 at once for an attack
  }
  // `ws` itself fails on a frame that is broken by another.
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('closed')))
    socket.on('message', (data: Buffer) => {
      bodies.add(data.length)
      if (bodies.size === 200 && pongs === 40) resolve()
    })
    socket.on('pong', () => {
      if (bodies.size === 200 && pongs === 40) resolve()
    })
  })
  socket.terminate()
})

test('a handshake on another path, or of an origin that is not admitted, is refused', async () => {
  await expect(connectWebSocket(server.webSocketUrl.replace('/stomp', '/other'))).rejects.toThrow('404')
  await expect(connectWebSocket(server.webSocketUrl, [], 'null')).rejects.toThrow('403')
})

test('before CONNECT fragments are not collected', async () => {
  const client = await connectWebSocket(server.webSocketUrl)
  for (let count = 0; count < 12; count++) client.send(`h${count}:${'x'.repeat(1_000)}\n`)
  expect((await client.next()).command).toBe('ERROR')
  expect(await client.closed).toBe(4002)
})
