import { expect, test } from 'vitest'
import { createBroker } from './broker/broker.ts'
import type { StompApplication } from './index.ts'
import { generator, seed } from './testing/random.ts'
import { frame } from './testing/row.ts'
import { startTestServer, transports } from './testing/test-server.ts'

const CLIENTS = 400

const commands: Record<string, string[]> = {
  SEND: ['destination', 'transaction', 'receipt'],
  SUBSCRIBE: ['id', 'destination', 'ack', 'receipt'],
  UNSUBSCRIBE: ['id', 'receipt'],
  ACK: ['id', 'transaction', 'receipt'],
  NACK: ['id', 'transaction'],
  BEGIN: ['transaction', 'receipt'],
  COMMIT: ['transaction', 'receipt'],
  ABORT: ['transaction'],
  DISCONNECT: ['receipt'],
}
const values: Record<string, string[]> = {
  id: ['1', '2', '3'],
  destination: ['/topic/a', '/queue/a', '/queue/b', '/topic/b'],
  ack: ['auto', 'client', 'client-individual', 'client', 'auto', 'wrong'],
  transaction: ['t', 'u'],
  receipt: ['r'],
}

test(`clients that say anything: every session ends once, nothing is INTERNAL (seed ${seed})`, async () => {
  const random = generator(seed)
  const pick = <T>(from: readonly T[]): T => from[random() % from.length] as T
  const internal: object[] = []
  const sessions = { begun: 0, ended: 0 }
  const server = await startTestServer({
    application: counted(createBroker(), sessions),
    logger: { error: (details) => internal.push(details), warn: () => undefined, debug: () => undefined },
    limits: { lingerMilliseconds: 500 },
  })

  const talk = () => {
    let said = ''
    for (let count = random() % 30; count > 0; count--) {
      const command = pick(Object.keys(commands))
      const names = (commands[command] ?? []).filter((name) => random() % (name === 'transaction' ? 4 : 12) !== 0)
      const headers = names.filter((name) => name !== 'transaction' || command !== 'SEND' || random() % 2 === 0)
      said += frame(
        command,
        headers.map((name) => `${name}:${pick(values[name] ?? [''])}`),
        command === 'SEND' ? 'x' : '',
      )
    }
    return said
  }

  const client = async () => {
    const peer = await server.connect(pick(transports))
    peer.send(frame('CONNECT', [`accept-version:${pick(['1.0', '1.1', '1.2'])}`, 'host:test']) + talk())
    if (random() % 3 === 0) peer.cut()
    else {
      peer.send(talk())
      peer.send(frame('DISCONNECT'))
    }
    await peer.closed
  }
  for (let done = 0; done < CLIENTS; done += 20) await Promise.all(Array.from({ length: 20 }, client))
  while (server.stomp.connections > 0) await new Promise((resolve) => setTimeout(resolve, 10))

  expect(internal).toEqual([])
  expect(sessions.begun).toBeGreaterThan(CLIENTS / 2)
  expect(sessions.ended).toBe(sessions.begun)
  await server.stop()
})

function counted<S>(application: StompApplication<S>, sessions: { begun: number; ended: number }): StompApplication<S> {
  return {
    ...application,
    async connect(headers, connection) {
      sessions.begun += 1
      return application.connect(headers, connection)
    },
    disconnect(session) {
      sessions.ended += 1
      application.disconnect(session)
    },
  }
}
