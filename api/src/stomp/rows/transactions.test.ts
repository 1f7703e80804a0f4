import { expect } from 'vitest'
import { frame, rows } from '../testing/row.ts'

const row = rows()

for (const command of ['BEGIN', 'COMMIT', 'ABORT'])
  row(`T1 ${command} needs transaction`, async (bench) => {
    const client = await bench.open()
    client.send(frame(command))
    expect((await client.next()).command).toBe('ERROR')
  })

row('T1 names are unique among open transactions, and free again when one ended', async (bench) => {
  const client = await bench.open()
  client.send(frame('BEGIN', ['transaction:t', 'receipt:a']) + frame('ABORT', ['transaction:t', 'receipt:b']))
  client.send(frame('BEGIN', ['transaction:t', 'receipt:c']) + frame('BEGIN', ['transaction:t', 'receipt:d']))
  for (const receipt of ['a', 'b', 'c']) expect((await client.next()).headers['receipt-id']).toBe(receipt)
  expect((await client.next()).command).toBe('ERROR')
})

for (const command of ['COMMIT', 'ABORT', 'SEND'])
  row(`T1 ${command} in a transaction that is not open is a fault`, async (bench) => {
    const client = await bench.open()
    client.send(frame(command, [`destination:${bench.queue}`, 'transaction:none']))
    expect((await client.next()).command).toBe('ERROR')
  })

row('T1 SENDs of a transaction appear on COMMIT, together and in order', async (bench) => {
  const client = await bench.open()
  const reader = await bench.open()
  reader.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`, 'receipt:r']))
  await reader.next()
  client.send(frame('BEGIN', ['transaction:t']))
  for (const body of ['1', '2', '3']) client.send(frame('SEND', [`destination:${bench.topic}`, 'transaction:t'], body))
  client.send(frame('SEND', [`destination:${bench.topic}`], 'outside'))
  expect((await reader.next()).body.toString()).toBe('outside')
  client.send(frame('COMMIT', ['transaction:t', 'receipt:done']))
  const messages = [await reader.next(), await reader.next(), await reader.next()]
  expect(messages.map(({ body }) => body.toString())).toEqual(['1', '2', '3'])
  expect(messages[0]?.headers.transaction).toBeUndefined()
  expect((await client.next()).headers['receipt-id']).toBe('done')
})

row('T1 ABORT forgets', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`]))
  client.send(frame('BEGIN', ['transaction:t']) + frame('SEND', [`destination:${bench.topic}`, 'transaction:t'], 'x'))
  client.send(frame('ABORT', ['transaction:t', 'receipt:r']))
  client.send(frame('SEND', [`destination:${bench.topic}`], 'after'))
  const seen = [await client.next(), await client.next()]
  expect(seen.map(({ command, body }) => `${command} ${body}`).sort()).toEqual(['MESSAGE after', 'RECEIPT '])
})

row('T1 an ACK in a transaction counts on COMMIT', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`, 'ack:client-individual']))
  client.send(
    frame('SEND', [`destination:${bench.queue}`], 'one') + frame('SEND', [`destination:${bench.queue}`], 'two'),
  )
  const [one, two] = [await client.next(), await client.next()]
  client.send(frame('BEGIN', ['transaction:kept']) + frame('ACK', [`id:${one.headers.ack}`, 'transaction:kept']))
  client.send(frame('BEGIN', ['transaction:dropped']) + frame('ACK', [`id:${two.headers.ack}`, 'transaction:dropped']))
  client.send(frame('COMMIT', ['transaction:kept', 'receipt:r']))
  await client.next()
  client.cut()
  const other = await bench.open()
  other.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`]))
  expect((await other.next()).body.toString()).toBe('two')
})

row('T1 a COMMIT with one invalid ACK does nothing of the rest', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`, 'ack:client-individual']))
  client.send(frame('SEND', [`destination:${bench.queue}`], 'kept'))
  const message = await client.next()
  client.send(
    frame('BEGIN', ['transaction:t']) + frame('SEND', [`destination:${bench.queue}`, 'transaction:t'], 'never'),
  )
  client.send(
    frame('ACK', [`id:${message.headers.ack}`, 'transaction:t']) + frame('ACK', ['id:nonsense', 'transaction:t']),
  )
  client.send(frame('COMMIT', ['transaction:t']))
  expect((await client.next()).command).toBe('ERROR')
  await client.closed
  const other = await bench.open()
  other.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`]))
  expect((await other.next()).body.toString()).toBe('kept')
  other.send(frame('SEND', [`destination:${bench.queue}`], 'end'))
  expect((await other.next()).body.toString()).toBe('end')
})

row('T1 transactions are bounded', async (bench) => {
  const client = await bench.open()
  for (let index = 0; index < 9; index++) client.send(frame('BEGIN', [`transaction:${index}`]))
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { code: 'LIMIT' } })
  const other = await bench.open()
  other.send(frame('BEGIN', ['transaction:t']))
  for (let index = 0; index < 257; index++)
    other.send(frame('SEND', [`destination:${bench.queue}`, 'transaction:t'], 'x'))
  expect(await other.next()).toMatchObject({ command: 'ERROR', headers: { code: 'LIMIT' } })
})

for (const how of ['DISCONNECT', 'a drop'])
  row(`T2 open transactions end with ${how}`, async (bench) => {
    const client = await bench.open()
    client.send(frame('BEGIN', ['transaction:t', 'receipt:a']))
    await client.next()
    client.send(frame('SEND', [`destination:${bench.queue}`, 'transaction:t', 'receipt:b'], 'never'))
    await client.next()
    if (how === 'DISCONNECT') {
      client.send(frame('DISCONNECT', ['receipt:c']))
      await client.next()
    } else client.cut()
    const other = await bench.open()
    other.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.queue}`]))
    other.send(frame('SEND', [`destination:${bench.queue}`], 'after'))
    expect((await other.next()).body.toString()).toBe('after')
  })

row('R1 every client frame but CONNECT is confirmed when asked', async (bench) => {
  const client = await bench.open()
  const commands: [string, string[]][] = [
    ['SUBSCRIBE', ['id:1', `destination:${bench.queue}`, 'ack:client-individual']],
    ['BEGIN', ['transaction:t']],
    ['SEND', [`destination:${bench.queue}/x`, 'transaction:t']],
    ['COMMIT', ['transaction:t']],
    ['BEGIN', ['transaction:u']],
    ['ABORT', ['transaction:u']],
    ['SEND', [`destination:${bench.queue}/x`]],
    ['UNSUBSCRIBE', ['id:1']],
    ['DISCONNECT', []],
  ]
  for (const [index, [command, headers]] of commands.entries()) {
    client.send(frame(command, [...headers, `receipt:${index} \\c ${command}`]))
    expect(await client.next()).toMatchObject({
      command: 'RECEIPT',
      headers: { 'receipt-id': `${index} \\c ${command}` },
    })
  }
})

row(
  'R2 DISCONNECT with receipt: earlier frames are processed, later ones ignored, the client closes',
  async (bench) => {
    const client = await bench.open()
    const reader = await bench.open()
    reader.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`, 'receipt:r']))
    await reader.next()
    client.send(
      frame('SEND', [`destination:${bench.topic}`, 'receipt:a'], 'before') +
        frame('DISCONNECT', ['receipt:b']) +
        frame('SEND', [`destination:${bench.topic}`, 'receipt:c'], 'after'),
    )
    expect((await client.next()).headers['receipt-id']).toBe('a')
    expect((await client.next()).headers['receipt-id']).toBe('b')
    expect((await reader.next()).body.toString()).toBe('before')
    reader.send(frame('SEND', [`destination:${bench.topic}`], 'last'))
    expect((await reader.next()).body.toString()).toBe('last')
  },
)

row('R2 DISCONNECT without receipt: the server closes', async (bench) => {
  const client = await bench.open()
  client.send(frame('DISCONNECT'))
  expect(await client.rest()).toEqual([])
})

row('E1 ERROR names its culprit and closes at once', async (bench) => {
  const client = await bench.open()
  client.send(frame('ACK', ['id:none', 'receipt:culprit']) + frame('BEGIN', ['transaction:t', 'receipt:later']))
  const [error, ...more] = await client.rest()
  expect(error).toMatchObject({
    command: 'ERROR',
    headers: { 'receipt-id': 'culprit', 'content-type': 'text/plain', code: 'PROTOCOL' },
  })
  expect(error?.headers.message).not.toBe('')
  expect(more).toEqual([])
  const code = await client.closed
  if (bench.transport === 'websocket') expect(code).toBe(4002)
})

row('E1 a frame that can not be read names its culprit as far as it was read', async (bench) => {
  const client = await bench.open()
  client.send(frame('SEND', ['receipt:culprit', 'destination:/topic/\\x']))
  expect((await client.next()).headers['receipt-id']).toBe('culprit')
})

row('E2 an unknown command is answered by ERROR and close', async (bench) => {
  const client = await bench.open()
  client.send(frame('PUBLISH', [`destination:${bench.topic}`, 'receipt:r']))
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { 'receipt-id': 'r' } })
  await client.closed
})

for (const command of ['MESSAGE', 'RECEIPT', 'ERROR', 'CONNECTED'])
  row(`E2 ${command} is no command of clients`, async (bench) => {
    const client = await bench.open()
    client.send(frame(command, ['message-id:1']))
    expect((await client.next()).command).toBe('ERROR')
  })
