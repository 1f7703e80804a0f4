import { expect } from 'vitest'
import type { RawClient, RawFrame } from '../testing/raw-client.ts'
import { frame, rows } from '../testing/row.ts'

const row = rows()
const versions = ['1.0', '1.1', '1.2'] as const

async function fill(client: RawClient, queue: string, count: number): Promise<void> {
  for (let index = 1; index <= count; index++) client.send(frame('SEND', [`destination:${queue}`], String(index)))
  client.send(frame('SEND', [`destination:${queue}/filled`, 'receipt:filled'], 'x'))
  while ((await client.next()).headers['receipt-id'] !== 'filled');
}

async function take(client: RawClient, count: number): Promise<RawFrame[]> {
  const messages: RawFrame[] = []
  while (messages.length < count) messages.push(await client.next())
  return messages
}

function answer(command: 'ACK' | 'NACK', version: string, message: RawFrame | undefined, more: string[] = []): string {
  const { ack, 'message-id': id, subscription } = message?.headers ?? {}
  if (version === '1.2') return frame(command, [`id:${ack}`, ...more])
  return frame(command, [`message-id:${id}`, ...(version === '1.1' ? [`subscription:${subscription}`] : []), ...more])
}

const bodies = (messages: RawFrame[]) => messages.map(({ body }) => body.toString())

for (const version of versions)
  row(`A1 A2 ${version}: client is cumulative; what is not acknowledged on a drop is offered again`, async (bench) => {
    const client = await bench.open(version)
    await fill(client, bench.queue, 4)
    client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`, 'ack:client']))
    const messages = await take(client, 4)
    client.send(answer('ACK', version, messages[1], ['receipt:r']))
    expect((await client.next()).headers['receipt-id']).toBe('r')
    client.cut()
    const other = await bench.open()
    other.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`]))
    const again = await take(other, 2)
    expect(bodies(again)).toEqual(['3', '4'])
    expect(again[0]?.headers.redelivered).toBe('true')
  })

for (const version of ['1.1', '1.2'])
  row(`A1 A2 ${version}: client-individual is not cumulative`, async (bench) => {
    const client = await bench.open(version)
    await fill(client, bench.queue, 3)
    client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`, 'ack:client-individual']))
    const messages = await take(client, 3)
    client.send(answer('ACK', version, messages[1], ['receipt:r']))
    await client.next()
    client.cut()
    const other = await bench.open()
    other.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`]))
    expect(bodies(await take(other, 2))).toEqual(['1', '3'])
  })

row('A1 competing consumers get each message once', async (bench) => {
  const [left, right] = [await bench.open(), await bench.open()]
  for (const client of [left, right]) {
    client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`, 'ack:client-individual', 'receipt:r']))
    await client.next()
  }
  const sender = await bench.open()
  await fill(sender, bench.queue, 6)
  expect([...bodies(await take(left, 3)), ...bodies(await take(right, 3))].sort()).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
  ])
})

row('A2 1.2 ACK needs id', async (bench) => {
  const client = await bench.open()
  client.send(frame('ACK', ['message-id:1', 'subscription:1']))
  expect((await client.next()).command).toBe('ERROR')
})

row('A2 1.1 ACK needs message-id and subscription', async (bench) => {
  const client = await bench.open('1.1')
  client.send(frame('ACK', ['message-id:1']))
  expect((await client.next()).command).toBe('ERROR')
})

row('A2 1.0 has no NACK', async (bench) => {
  const client = await bench.open('1.0')
  await fill(client, bench.queue, 1)
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`, 'ack:client']))
  const [message] = await take(client, 1)
  client.send(answer('NACK', '1.0', message))
  expect((await client.next()).command).toBe('ERROR')
})

for (const version of versions)
  row(`A2 ${version}: ACK of what does not wait is a fault`, async (bench) => {
    const client = await bench.open(version)
    client.send(frame('ACK', ['id:nothing', 'message-id:nothing', 'subscription:1', 'receipt:r']))
    expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { 'receipt-id': 'r' } })
  })

for (const version of ['1.1', '1.2']) {
  row(`A3 ${version}: NACK in client mode refuses all up to the named one`, async (bench) => {
    const client = await bench.open(version)
    await fill(client, bench.queue, 3)
    client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`, 'ack:client']))
    const messages = await take(client, 3)
    client.send(answer('NACK', version, messages[1]))
    const again = await take(client, 2)
    expect(bodies(again)).toEqual(['1', '2'])
    expect(again.every(({ headers }) => headers.redelivered === 'true')).toBe(true)
  })

  row(`A3 ${version}: NACK in client-individual mode refuses one`, async (bench) => {
    const client = await bench.open(version)
    await fill(client, bench.queue, 3)
    client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`, 'ack:client-individual']))
    const messages = await take(client, 3)
    client.send(answer('NACK', version, messages[1]))
    expect(bodies(await take(client, 1))).toEqual(['2'])
    client.send(frame('BEGIN', ['transaction:t', 'receipt:r']))
    expect((await client.next()).command).toBe('RECEIPT')
  })
}

row('A3 a message refused for ever ends among the dead letters', async (bench) => {
  const client = await bench.open()
  await fill(client, bench.queue, 1)
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`, 'ack:client-individual']))
  client.send(frame('SUBSCRIBE', ['id:dead', 'destination:/queue/dead-letters']))
  for (;;) {
    const message = await client.next()
    if (message.headers.subscription === 'dead') break
    client.send(answer('NACK', '1.2', message))
  }
})

row('A1 UNSUBSCRIBE gives back what was not acknowledged', async (bench) => {
  const client = await bench.open()
  await fill(client, bench.queue, 2)
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`, 'ack:client']))
  await take(client, 2)
  client.send(frame('UNSUBSCRIBE', ['id:1']))
  client.send(frame('SUBSCRIBE', ['id:2', `destination:${bench.queue}`]))
  const again = await take(client, 2)
  expect(bodies(again)).toEqual(['1', '2'])
  expect(again[0]?.headers.subscription).toBe('2')
})
