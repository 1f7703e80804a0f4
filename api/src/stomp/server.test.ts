import { describe, expect, onTestFinished, test } from 'vitest'
import { encodeMessage, StompError, type StompServerOptions } from './index.ts'
import { firstSubscription, type TestSession, testApplication } from './testing/application.ts'
import type { RawClient } from './testing/raw-client.ts'
import { frame } from './testing/row.ts'
import { startTestServer, type TestServer, type Transport, transports } from './testing/test-server.ts'

async function start(options: Partial<StompServerOptions<TestSession>>): Promise<TestServer> {
  const server = await startTestServer(options)
  onTestFinished(() => server.stop())
  return server
}

async function open(server: TestServer, transport: Transport): Promise<RawClient> {
  const client = await server.connect(transport)
  client.send(frame('CONNECT', ['accept-version:1.2', 'host:test', 'heart-beat:0,0']))
  expect((await client.next()).command).toBe('CONNECTED')
  return client
}

describe.each(transports)('over %s', (transport) => {
  test('C4 a login that is refused gets ERROR with its code, then close', async () => {
    const server = await start({
      application: testApplication({
        connect: async () => {
          throw new StompError('TOKEN', 'the token has expired', 4001)
        },
      }),
    })
    const client = await server.connect(transport)
    client.send(frame('CONNECT', ['accept-version:1.2', 'host:test', 'receipt:never']))
    const [error, ...more] = await client.rest()
    expect(error).toMatchObject({ command: 'ERROR', headers: { code: 'TOKEN', message: 'the token has expired' } })
    expect(error?.headers['receipt-id']).toBeUndefined()
    expect(more).toEqual([])
    expect(await client.closed).toBe(transport === 'websocket' ? 4001 : undefined)
  })

  test('what an application adds to CONNECTED and RECEIPT is sent', async () => {
    const server = await start({
      application: testApplication({
        connect: async (_headers, connection) => ({ session: { connection }, headers: { 'user-name': 'mina' } }),
        send: async () => ({ outcome: 'stored', position: '42' }),
      }),
    })
    const client = await server.connect(transport)
    client.send(frame('CONNECT', ['accept-version:1.2', 'host:test']))
    expect((await client.next()).headers['user-name']).toBe('mina')
    client.send(frame('SEND', ['destination:/a', 'receipt:r'], 'x'))
    expect((await client.next()).headers).toMatchObject({ 'receipt-id': 'r', outcome: 'stored', position: '42' })
  })

  test('what an application throws unexpectedly is INTERNAL, without its words', async () => {
    const logged: string[] = []
    const server = await start({
      application: testApplication({
        send: async () => {
          throw new Error('secret')
        },
      }),
      logger: { error: (_details, message) => logged.push(message), warn: () => undefined, debug: () => undefined },
    })
    const client = await open(server, transport)
    client.send(frame('SEND', ['destination:/a', 'receipt:r'], 'x'))
    const error = await client.next()
    expect(error).toMatchObject({ command: 'ERROR', headers: { code: 'INTERNAL', 'receipt-id': 'r' } })
    expect(`${error.lines}${error.body}`).not.toContain('secret')
    expect(logged).toHaveLength(1)
  })

  test('a socket that never says CONNECT is closed', async () => {
    const server = await start({ application: testApplication(), limits: { helloMilliseconds: 100 } })
    const silent = await server.connect(transport)
    const slow = await server.connect(transport)
    const dripping = setInterval(() => slow.send('\n'), 20)
    expect(await silent.next()).toMatchObject({ command: 'ERROR', headers: { code: 'LIMIT' } })
    expect(await slow.next()).toMatchObject({ command: 'ERROR', headers: { code: 'LIMIT' } })
    clearInterval(dripping)
    await Promise.all([silent.closed, slow.closed])
  })

  test('frames in flight are bounded: past it the socket is not read', async () => {
    let answer: () => void = () => undefined
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    let begun = 0
    let most = 0
    let now = 0
    const server = await start({
      application: testApplication({
        async send() {
          begun += 1
          now += 1
          most = Math.max(most, now)
          await answered
          now -= 1
          return undefined
        },
      }),
      limits: { inFlight: 4 },
    })
    const client = await open(server, transport)
    for (let count = 0; count < 50; count++)
      client.send(frame('SEND', ['destination:/a', `receipt:${count}`], 'x'.repeat(1_000)))
    await until(() => begun === 4)
    await new Promise(setImmediate)
    expect(begun).toBe(4)
    answer()
    for (let count = 0; count < 50; count++) expect((await client.next()).headers['receipt-id']).toBe(String(count))
    expect(most).toBe(4)
  })

  test('a slow reader is closed once it leaves too much unread, and others do not notice', async () => {
    const subscription = firstSubscription()
    const server = await start({
      application: testApplication(subscription),
      limits: { socketBytes: 200_000, lingerMilliseconds: 200 },
    })
    const client = await open(server, transport)
    client.send(frame('SUBSCRIBE', ['id:1', 'destination:/a']))
    const made = await subscription.made
    client.pause()
    const message = encodeMessage({ destination: '/a', messageId: '1', body: 'x'.repeat(10_000) }, '1', '1.2')
    await until(() => {
      made.connection.write(message)
      expect(made.connection.bufferedBytes).toBeLessThanOrEqual(220_000)
      return made.connection.closed
    })
    client.resume()
    const code = await client.closed
    // Either it reads what is left and the code, or it was cut off because it did not read even that.
    if (transport === 'websocket') expect([4000, 1006]).toContain(code)
    await until(() => server.stomp.connections === 0)
  })

  test('a socket that takes nothing for too long is closed', async () => {
    const subscription = firstSubscription()
    const server = await start({
      application: testApplication(subscription),
      limits: { socketBytes: 64 * 1_048_576, socketStallMilliseconds: 400, lingerMilliseconds: 200 },
    })
    const client = await open(server, transport)
    client.send(frame('SUBSCRIBE', ['id:1', 'destination:/a']))
    const { connection } = await subscription.made
    client.pause()
    const message = encodeMessage({ destination: '/a', messageId: '1', body: 'x'.repeat(60_000) }, '1', '1.2')
    await until(() => {
      if (connection.bufferedBytes < 8 * 1_048_576) connection.write(message)
      return connection.closed
    })
    await until(() => server.stomp.connections === 0)
    client.resume()
    await client.closed
  })

  test('onceDrained waits for a reader, and does not wait where nothing is queued', async () => {
    const subscription = firstSubscription()
    const server = await start({ application: testApplication(subscription), limits: { socketBytes: 64 * 1_048_576 } })
    const client = await open(server, transport)
    client.send(frame('SUBSCRIBE', ['id:1', 'destination:/a', 'receipt:r']))
    const { connection } = await subscription.made
    await client.next()
    await until(() => connection.bufferedBytes === 0)
    let drained = 0
    connection.onceDrained(() => {
      drained += 1
    })
    expect(drained).toBe(1)

    client.pause()
    const message = encodeMessage({ destination: '/a', messageId: '1', body: 'x'.repeat(60_000) }, '1', '1.2')
    for (let count = 0; count < 200; count++) connection.write(message)
    connection.onceDrained(() => {
      drained += 1
    })
    expect(drained).toBe(1)
    client.resume()
    for (let count = 0; count < 200; count++) await client.next()
    await until(() => drained === 2)
    expect(connection.bufferedBytes).toBe(0)
  })

  test('a graceful close answers what was read, says what is queued, and closes with RESUME', async () => {
    let answer: () => void = () => undefined
    const answered = new Promise<undefined>((resolve) => {
      answer = () => resolve(undefined)
    })
    const ended: unknown[] = []
    const server = await start({
      application: testApplication({ send: () => answered, disconnect: (session) => ended.push(session) }),
    })
    const client = await open(server, transport)
    const idle = await open(server, transport)
    client.send(frame('BEGIN', ['transaction:t', 'receipt:before']))
    await client.next()
    client.send(frame('SEND', ['destination:/a', 'receipt:r'], 'x'))
    client.send(frame('BEGIN', ['transaction:u', 'receipt:read']))
    await client.next()
    const closed = server.stomp.close({ drain: 10_000 })
    expect(await idle.closed).toBe(transport === 'websocket' ? 4000 : undefined)
    answer()
    expect((await client.next()).headers['receipt-id']).toBe('r')
    expect(await client.closed).toBe(transport === 'websocket' ? 4000 : undefined)
    await closed
    expect(ended).toHaveLength(2)
    expect(server.stomp.connections).toBe(0)
  })

  test('each session ends once, even when the client is gone before the application has decided', async () => {
    let decide: () => void = () => undefined
    const decided = new Promise<void>((resolve) => {
      decide = resolve
    })
    let connecting = 0
    let ended = 0
    const server = await start({
      application: testApplication({
        async connect(_headers, connection) {
          connecting += 1
          await decided
          return { session: { connection } }
        },
        disconnect: () => {
          ended += 1
        },
      }),
    })
    const client = await server.connect(transport)
    client.send(frame('CONNECT', ['accept-version:1.2', 'host:test']))
    await until(() => connecting === 1)
    client.cut()
    // A paused socket learns of its end when it is read again.
    decide()
    await until(() => ended === 1)
    await until(() => server.stomp.connections === 0)
    expect(ended).toBe(1)
  })

  test('a full server takes no more', async () => {
    const server = await start({ application: testApplication(), limits: { connections: 1 } })
    const first = await open(server, transport)
    if (transport === 'websocket') await expect(server.connect(transport)).rejects.toThrow('503')
    else expect(await (await server.connect(transport)).rest()).toEqual([])
    first.cut()
    await until(() => server.stomp.connections === 0)
    await open(server, transport)
  })

  test('a subscription that the application ends frees its id, and a crossing UNSUBSCRIBE is no fault', async () => {
    const server = await start({
      application: testApplication({ subscribe: async (_session, subscription) => subscription.end() }),
      limits: { subscriptions: 4 },
    })
    const client = await open(server, transport)
    client.send(frame('SUBSCRIBE', ['id:1', 'destination:/a']) + frame('SUBSCRIBE', ['id:1', 'destination:/a']))
    client.send(frame('UNSUBSCRIBE', ['id:1', 'receipt:crossed']))
    expect((await client.next()).headers['receipt-id']).toBe('crossed')
    for (let id = 0; id < 20; id++) client.send(frame('SUBSCRIBE', [`id:${id}`, 'destination:/a', `receipt:${id}`]))
    for (let id = 0; id < 20; id++) expect((await client.next()).headers['receipt-id']).toBe(String(id))
  })

  test('a thousand messages of a tick arrive whole and in order', async () => {
    const subscription = firstSubscription()
    const server = await start({ application: testApplication(subscription) })
    const client = await open(server, transport)
    client.send(frame('SUBSCRIBE', ['id:1', 'destination:/a']))
    const made = await subscription.made
    for (let count = 0; count < 1_000; count++)
      made.connection.message(made.subscription, { destination: '/a', messageId: String(count), body: `${count}` })
    for (let count = 0; count < 1_000; count++) expect((await client.next()).body.toString()).toBe(String(count))
  })
})

test('a half-closed TCP client still gets its receipts', async () => {
  let answer: () => void = () => undefined
  const answered = new Promise<undefined>((resolve) => {
    answer = () => resolve(undefined)
  })
  const server = await start({ application: testApplication({ send: () => answered }) })
  const { connect } = await import('node:net')
  const socket = connect({ port: server.tcpPort, host: '127.0.0.1', allowHalfOpen: true })
  let read = ''
  socket.setEncoding('utf8').on('data', (text) => {
    read += text
  })
  const ended = new Promise((resolve) => socket.on('end', resolve))
  socket.end(
    frame('CONNECT', ['accept-version:1.2', 'host:test']) + frame('SEND', ['destination:/a', 'receipt:late'], 'x'),
  )
  await until(() => read.includes('CONNECTED'))
  answer()
  await ended
  expect(read).toContain('receipt-id:late')
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}
