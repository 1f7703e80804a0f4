import { connect } from 'node:net'
import { Client, type IMessage, type IStompSocket, type IStompSocketMessageEvent } from '@stomp/stompjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startTestServer, type TestServer, type Transport, transports } from './testing/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ heartBeat: { send: 800, receive: 800 } })
})
afterAll(() => server.stop())

/** What stompjs needs of a WebSocket, over a TCP socket. */
function tcpSocket(port: number): IStompSocket {
  const socket = connect({ port, host: '127.0.0.1' })
  const shim: IStompSocket = {
    url: `tcp://127.0.0.1:${port}`,
    binaryType: 'arraybuffer',
    readyState: 0,
    onclose: undefined,
    onerror: undefined,
    onmessage: undefined,
    onopen: undefined,
    send: (data) => void socket.write(typeof data === 'string' ? data : Buffer.from(data as ArrayBuffer)),
    close: () => void socket.end(),
    terminate: () => void socket.destroy(),
  }
  const become = (readyState: number) => Object.assign(shim, { readyState })
  socket.on('connect', () => {
    become(1)
    shim.onopen?.(undefined)
  })
  socket.on('data', (chunk) => {
    const data = chunk.buffer.slice(chunk.byteOffset, chunk.byteOffset + chunk.length)
    shim.onmessage?.({ data } as IStompSocketMessageEvent)
  })
  socket.on('error', (error) => shim.onerror?.(error))
  socket.on('close', () => {
    become(3)
    shim.onclose?.({ code: 1000 })
  })
  return shim
}

function client(transport: Transport): Client {
  return new Client({
    webSocketFactory: () =>
      transport === 'tcp'
        ? tcpSocket(server.tcpPort)
        : (new WebSocket(server.webSocketUrl, ['v12.stomp', 'v11.stomp', 'v10.stomp']) as unknown as IStompSocket),
    reconnectDelay: 0,
    heartbeatIncoming: 800,
    heartbeatOutgoing: 800,
  })
}

async function connected(transport: Transport): Promise<Client> {
  const peer = client(transport)
  await new Promise<void>((resolve, reject) => {
    peer.onConnect = () => resolve()
    peer.onStompError = (frame) => reject(new Error(frame.headers.message))
    peer.onWebSocketError = reject
    peer.activate()
  })
  return peer
}

/** The next `count` messages of a subscription. */
function take(peer: Client, destination: string, count: number, ack = 'auto'): Promise<IMessage[]> {
  const messages: IMessage[] = []
  return new Promise((resolve) => {
    peer.subscribe(
      destination,
      (message) => {
        messages.push(message)
        if (messages.length === count) resolve(messages)
      },
      { ack },
    )
  })
}

function receipt(peer: Client, act: (id: string) => void): Promise<void> {
  const id = `receipt-${Math.random()}`
  return new Promise((resolve) => {
    peer.watchForReceipt(id, () => resolve())
    act(id)
  })
}

describe.each(transports)('stompjs over %s', (transport) => {
  test('subscribes, sends, gets its headers and body back, with receipts', async () => {
    const peer = await connected(transport)
    expect(peer.connectedVersion).toBe('1.2')
    const taken = take(peer, `/topic/${transport}`, 1)
    await receipt(peer, (id) =>
      peer.publish({ destination: `/topic/${transport}`, body: '안녕 😀', headers: { receipt: id, trace: 'c:d\ne' } }),
    )
    const [message] = await taken
    expect(message?.body).toBe('안녕 😀')
    expect(message?.headers.trace).toBe('c:d\ne')
    await peer.deactivate()
  })

  test('large and binary bodies', async () => {
    const peer = await connected(transport)
    const taken = take(peer, `/topic/binary/${transport}`, 2)
    const binaryBody = Uint8Array.from({ length: 50_000 }, (_, index) => index % 256)
    peer.publish({ destination: `/topic/binary/${transport}`, binaryBody })
    peer.publish({ destination: `/topic/binary/${transport}`, body: 'x'.repeat(60_000) })
    const [binary, text] = await taken
    expect(Buffer.from(binary?.binaryBody ?? []).equals(Buffer.from(binaryBody))).toBe(true)
    expect(text?.body).toHaveLength(60_000)
    await peer.deactivate()
  })

  test('acknowledges, refuses and gets again', async () => {
    const peer = await connected(transport)
    const queue = `/queue/${transport}`
    const seen: string[] = []
    const done = new Promise<void>((resolve) => {
      peer.subscribe(
        queue,
        (message) => {
          seen.push(message.body)
          if (message.headers.redelivered === undefined) message.nack()
          else {
            message.ack()
            resolve()
          }
        },
        { ack: 'client-individual' },
      )
    })
    peer.publish({ destination: queue, body: 'again' })
    await done
    expect(seen).toEqual(['again', 'again'])
    await peer.deactivate()
  })

  test('transactions', async () => {
    const peer = await connected(transport)
    const destination = `/topic/transaction/${transport}`
    const taken = take(peer, destination, 2)
    const dropped = peer.begin()
    peer.publish({ destination, body: 'never', headers: { transaction: dropped.id } })
    dropped.abort()
    const kept = peer.begin()
    peer.publish({ destination, body: 'one', headers: { transaction: kept.id } })
    peer.publish({ destination, body: 'two', headers: { transaction: kept.id } })
    kept.commit()
    expect((await taken).map(({ body }) => body)).toEqual(['one', 'two'])
    await peer.deactivate()
  })

  test('heart-beats keep an idle connection', async () => {
    const peer = await connected(transport)
    let lost = false
    peer.onWebSocketClose = () => {
      lost = true
    }
    // Twice as long as either side listens to silence.
    await new Promise((resolve) => setTimeout(resolve, 3_200))
    expect(lost).toBe(false)
    await peer.deactivate()
  })
})
