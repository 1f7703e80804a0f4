import { expect } from 'vitest'
import { frame, rows } from '../testing/row.ts'

const row = rows()

row(
  'F1 a frame is command, headers, blank line, body and NUL; ends of line may stand between frames',
  async (bench) => {
    const client = await bench.open()
    client.send(`\n\n${frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`, 'receipt:a'])}\n\n\n`)
    expect((await client.next()).headers['receipt-id']).toBe('a')
    client.send(
      `\n${frame('SEND', [`destination:${bench.topic}`], 'body')}\n${frame('BEGIN', ['transaction:t', 'receipt:b'])}`,
    )
    const seen = [await client.next(), await client.next()]
    expect(seen.map(({ command }) => command).sort()).toEqual(['MESSAGE', 'RECEIPT'])
  },
)

row('F1 1.2 also ends lines with CR LF, in CONNECT too', async (bench) => {
  const client = await bench.raw()
  client.send('CONNECT\r\naccept-version:1.2\r\nhost:test\r\n\r\n\0\r\n')
  expect((await client.next()).headers.version).toBe('1.2')
  client.send('BEGIN\r\ntransaction:t\r\nreceipt:x\r\n\r\n\0')
  expect((await client.next()).headers['receipt-id']).toBe('x')
})

row('F1 1.1 ends lines with LF alone', async (bench) => {
  const client = await bench.open('1.1')
  client.send('BEGIN\r\ntransaction:t\r\n\r\n\0')
  expect((await client.next()).command).toBe('ERROR')
  await client.closed
})

row('F2 commands are case-sensitive', async (bench) => {
  const client = await bench.open()
  client.send(frame('send', [`destination:${bench.topic}`]))
  expect((await client.next()).command).toBe('ERROR')
})

row('F2 header names are case-sensitive', async (bench) => {
  const client = await bench.open()
  client.send(frame('SEND', [`Destination:${bench.topic}`]))
  expect((await client.next()).command).toBe('ERROR')
})

row('F2 headers and bodies are UTF-8', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:방', `destination:${bench.topic}/담소`]))
  client.send(frame('SEND', [`destination:${bench.topic}/담소`, '이름:값 😀'], '안녕'))
  const message = await client.next()
  expect(message.headers).toMatchObject({ subscription: '방', destination: `${bench.topic}/담소`, 이름: '값 😀' })
  expect(message.body.toString()).toBe('안녕')
})

row('F2 headers that are not UTF-8 are a fault', async (bench) => {
  const client = await bench.open()
  client.send(
    Buffer.concat([Buffer.from('SEND\ndestination:/topic/'), Buffer.from([0xff, 0xfe]), Buffer.from('\n\n\0')]),
  )
  expect((await client.next()).command).toBe('ERROR')
})

row('F3 content-length octets are read over NULs, and sent with such a body', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`]))
  client.send(frame('SEND', [`destination:${bench.topic}`, 'content-length:5'], 'a\0b\0c'))
  const message = await client.next()
  expect(message.body.toString()).toBe('a\0b\0c')
  expect(message.headers['content-length']).toBe('5')
})

row('F3 without content-length a body ends at the first NUL', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`]))
  client.send(frame('SEND', [`destination:${bench.topic}`], 'abc'))
  expect((await client.next()).body.toString()).toBe('abc')
})

row('F3 content-length octets have to be followed by NUL', async (bench) => {
  const client = await bench.open()
  client.send(frame('SEND', [`destination:${bench.topic}`, 'content-length:2'], 'abc'))
  expect((await client.next()).command).toBe('ERROR')
})

for (const length of ['abc', '-1', '1e9', '', '+3', '0x2', ' 3', '3.0'])
  row(`F3 content-length "${length}" is a fault`, async (bench) => {
    const client = await bench.open()
    client.send(frame('SEND', [`destination:${bench.topic}`, `content-length:${length}`], 'abc'))
    expect((await client.next()).command).toBe('ERROR')
  })

row('F4 1.2 unescapes \\n \\c \\\\ \\r in names and values, and escapes them again', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`]))
  client.send(frame('SEND', [`destination:${bench.topic}`, 'na\\cme\\\\:a\\nb\\cc\\\\d\\re'], ''))
  expect((await client.next()).lines).toContain('na\\cme\\\\:a\\nb\\cc\\\\d\\re')
})

row('F4 a\\\\nb means a backslash and an n, not a line feed', async (bench) => {
  const from = await bench.open()
  const to = await bench.open('1.0')
  to.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`, 'receipt:r']))
  await to.next()
  from.send(frame('SEND', [`destination:${bench.topic}`, 'x:a\\\\nb'], ''))
  expect((await to.next()).headers.x).toBe('a\\nb')
})

row('F4 CONNECT and CONNECTED are not escaped', async (bench) => {
  const client = await bench.raw()
  client.send(frame('CONNECT', ['accept-version:1.2', 'host:te\\qst', 'passcode:a:b\\x']))
  expect((await client.next()).command).toBe('CONNECTED')
})

row('F4 1.0 has no escaping, and a line feed from elsewhere can not inject a header', async (bench) => {
  const old = await bench.open('1.0')
  old.send(frame('SUBSCRIBE', [`destination:${bench.topic}`, 'receipt:r']))
  await old.next()
  const client = await bench.open()
  client.send(frame('SEND', [`destination:${bench.topic}`, 'x:1\\nevil\\c2', 'y:a\\\\b'], ''))
  const message = await old.next()
  expect(message.headers).toMatchObject({ y: 'a\\b' })
  expect(message.headers.evil).toBeUndefined()
})

for (const [version, sequence] of [
  ['1.2', '\\t'],
  ['1.2', '\\'],
  ['1.2', '\\N'],
  ['1.1', '\\r'],
  ['1.1', '\\t'],
] as const)
  row(`F5 ${version}: the escape ${sequence} is fatal`, async (bench) => {
    const client = await bench.open(version)
    client.send(frame('SEND', [`destination:${bench.topic}`, `x:a${sequence}`, 'receipt:r']))
    expect((await client.next()).command).toBe('ERROR')
    await client.closed
  })

for (const version of ['1.1', '1.2'])
  row(`F6 ${version}: header values are neither trimmed nor padded`, async (bench) => {
    const client = await bench.open(version)
    client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`]))
    client.send(frame('SEND', [`destination:${bench.topic}`, ' k : v '], ''))
    expect((await client.next()).lines).toContain(' k : v ')
  })

row('F7 the first of repeated headers wins', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`]))
  client.send(frame('SEND', [`destination:${bench.topic}`, 'destination:/nowhere', 'x:1', 'x:2'], ''))
  expect((await client.next()).lines.filter((line) => line.startsWith('x:'))).toEqual(['x:1'])
})

for (const command of ['SUBSCRIBE', 'BEGIN', 'DISCONNECT'])
  row(`F8 ${command} has no body`, async (bench) => {
    const client = await bench.open()
    client.send(frame(command, ['id:1', `destination:${bench.topic}`, 'transaction:t'], 'body'))
    expect((await client.next()).command).toBe('ERROR')
  })

row('F8 CONNECT has no body', async (bench) => {
  const client = await bench.raw()
  client.send(frame('CONNECT', ['accept-version:1.2', 'host:test', 'content-length:4'], 'body'))
  expect((await client.next()).command).toBe('ERROR')
})

row('F9 too many headers', async (bench) => {
  const client = await bench.open()
  client.send(frame('SEND', [`destination:${bench.topic}`, ...Array.from({ length: 64 }, (_, index) => `h${index}:1`)]))
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { code: 'LIMIT' } })
  await client.closed
})

row('F9 a header line that is too long', async (bench) => {
  const client = await bench.open()
  client.send(`SEND\ndestination:/${'x'.repeat(5_000)}`)
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { code: 'LIMIT' } })
  await client.closed
})

row('F9 a body that is too long, announced', async (bench) => {
  const client = await bench.open()
  client.send(`SEND\ndestination:${bench.topic}\ncontent-length:9999999999\n\n`)
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { code: 'LIMIT' } })
  await client.closed
})

row('F9 a body that is too long, not announced', async (bench) => {
  const client = await bench.open()
  client.send(`SEND\ndestination:${bench.topic}\n\n${'x'.repeat(70_000)}`)
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { code: 'LIMIT' } })
  await client.closed
})

row('F9 a megabyte at once is answered by ERROR too', async (bench) => {
  const client = await bench.open()
  client.send(frame('SEND', [`destination:${bench.topic}`], 'x'.repeat(1_000_000)))
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { code: 'LIMIT' } })
  await client.closed
})

row('F9 before CONNECT a frame has at most 8 KB', async (bench) => {
  const client = await bench.raw()
  client.send(
    `CONNECT\naccept-version:1.2\n${Array.from({ length: 9 }, (_, index) => `h${index}:${'x'.repeat(1_000)}\n`).join('')}\n\0`,
  )
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { code: 'LIMIT' } })
  await client.closed
})

row('F9 a frame whose blank line is missing is answered, not waited for', async (bench) => {
  const client = await bench.open()
  client.send(`SEND\ndestination:${bench.topic}\0`)
  expect((await client.next()).command).toBe('ERROR')
})

row('F9 a header line without a colon', async (bench) => {
  const client = await bench.open()
  client.send(frame('SEND', [`destination:${bench.topic}`, 'nonsense']))
  expect((await client.next()).command).toBe('ERROR')
})

row('F10 content-type is passed on, none stays none, content-length comes with a body', async (bench) => {
  const client = await bench.open()
  client.send(frame('SUBSCRIBE', ['id:1', `destination:${bench.topic}`]))
  client.send(frame('SEND', [`destination:${bench.topic}`, 'content-type:application/json'], '{}'))
  expect((await client.next()).headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '2' })
  client.send(frame('SEND', [`destination:${bench.topic}`], 'blob'))
  const { headers } = await client.next()
  expect(headers['content-type']).toBeUndefined()
  expect(headers['content-length']).toBe('4')
})

row('F10 ERROR has content-type and content-length', async (bench) => {
  const client = await bench.open()
  client.send(frame('NONSENSE'))
  const { headers, body } = await client.next()
  expect(headers['content-type']).toBe('text/plain')
  expect(headers['content-length']).toBe(String(body.length))
})
