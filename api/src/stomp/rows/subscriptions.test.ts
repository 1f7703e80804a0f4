import { expect } from 'vitest'
import { frame, rows } from '../testing/row.ts'

const row = rows()

row('S1 SEND needs a destination', async (bench) => {
  const client = await bench.open()
  client.send(frame('SEND', ['receipt:r'], 'x'))
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { 'receipt-id': 'r' } })
  await client.closed
})

row('S1 user headers pass through unchanged; those of the server can not be forged', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`]))
  client.send(
    frame('SEND', [
      `destination:${bench.topic}`,
      'message-id:mine',
      'subscription:mine',
      'foo:bar',
      'empty:',
      '__proto__:x',
    ]),
  )
  const { headers, lines } = await client.next()
  expect(headers).toMatchObject({ foo: 'bar', empty: '', subscription: '1' })
  expect(lines).toContain('__proto__:x')
  expect(headers['message-id']).not.toBe('mine')
  expect(lines.filter((line) => line.startsWith('subscription:'))).toHaveLength(1)
})

for (const command of ['SEND', 'SUBSCRIBE'])
  row(`S2 a ${command} that fails is answered by ERROR and close`, async (bench) => {
    const client = await bench.open()
    client.send(frame(command, ['id:1', 'destination:/nowhere/x', 'receipt:r']))
    expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { 'receipt-id': 'r' } })
    expect(await client.rest()).toEqual([])
  })

for (const [missing, headers] of [
  ['destination', ['id:1']],
  ['id', ['destination:/topic/x']],
] as const)
  for (const version of ['1.1', '1.2'])
    row(`S3 ${version}: SUBSCRIBE needs ${missing}`, async (bench) => {
      const client = await bench.open(version)
      client.send(frame('SUBSCRIBE', [...headers]))
      expect((await client.next()).command).toBe('ERROR')
    })

row('S3 an id is unique on its connection, and free again after UNSUBSCRIBE', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`, 'receipt:a']))
  client.send(frame('UNSUBSCRIBE', ['id:1', 'receipt:b']))
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`, 'receipt:c']))
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}/other`, 'receipt:d']))
  const answers = [await client.next(), await client.next(), await client.next(), await client.next()]
  expect(answers.map(({ command }) => command)).toEqual(['RECEIPT', 'RECEIPT', 'RECEIPT', 'ERROR'])
})

row('S3 an unknown ack mode is a fault', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`, 'ack:maybe']))
  expect((await client.next()).command).toBe('ERROR')
})

row('S3 without ack the mode is auto: nothing is offered again', async (bench) => {
  const first = await bench.open()
  first.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`]))
  first.send(frame('SEND', [`destination:${bench.queue}`], 'one'))
  expect((await first.next()).headers.ack).toBeUndefined()
  first.cut()
  const second = await bench.open()
  second.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`]))
  second.send(frame('SEND', [`destination:${bench.queue}`], 'two'))
  expect((await second.next()).body.toString()).toBe('two')
})

row('S3 S4 1.0 subscribes and unsubscribes by destination alone', async (bench) => {
  const client = await bench.open('1.0')
  client.send(frame('SUBSCRIBE', [`destination: ${bench.topic}`]))
  client.send(frame('SEND', [`destination:${bench.topic}`], 'one'))
  const message = await client.next()
  expect(message.headers.subscription).toBeUndefined()
  expect(message.headers.destination).toBe(bench.topic)
  client.send(frame('UNSUBSCRIBE', [`destination:${bench.topic}`]))
  client.send(frame('SEND', [`destination:${bench.topic}`, 'receipt:r'], 'two'))
  expect((await client.next()).command).toBe('RECEIPT')
})

row('S4 nothing more comes after UNSUBSCRIBE', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`]))
  client.send(frame('UNSUBSCRIBE', ['id:1']))
  client.send(frame('SEND', [`destination:${bench.topic}`, 'receipt:r'], 'x'))
  expect((await client.next()).command).toBe('RECEIPT')
})

row('S4 UNSUBSCRIBE of what is not open is a fault', async (bench) => {
  const client = await bench.open()
  client.send(frame('UNSUBSCRIBE', ['id:1']))
  expect((await client.next()).command).toBe('ERROR')
})

row('S5 MESSAGE has destination, a unique message-id, subscription, and ack in client modes', async (bench) => {
  const client = await bench.open()
  const ids = new Set<string | undefined>()
  for (const [id, ack] of [
    ['a', 'auto'],
    ['b', 'client'],
    ['c', 'client-individual'],
  ])
    client.send(frame('SUBSCRIBE', [`id:${id}`, `destination:${bench.topic}/${id}`, `ack:${ack}`]))
  for (const id of ['a', 'b', 'c']) {
    client.send(frame('SEND', [`destination:${bench.topic}/${id}`], 'x'))
    const { command, headers } = await client.next()
    expect(command).toBe('MESSAGE')
    expect(headers).toMatchObject({ destination: `${bench.topic}/${id}`, subscription: id })
    expect(headers.ack === undefined).toBe(id === 'a')
    ids.add(headers['message-id'])
  }
  expect(ids.size).toBe(3)
})

row('S5 a subscription limit is kept', async (bench) => {
  const client = await bench.open()
  for (let id = 0; id <= 128; id++) client.send(frame('SUBSCRIBE', [`id:${id}`, `destination:${bench.topic}`]))
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { code: 'LIMIT' } })
})
