import { expect } from 'vitest'
import { frame, rows } from '../testing/row.ts'

const row = rows()

row('C1 STOMP is handled like CONNECT', async (bench) => {
  const client = await bench.raw()
  client.send(frame('STOMP', ['accept-version:1.2', 'host:test']))
  expect(await client.next()).toMatchObject({ command: 'CONNECTED', headers: { version: '1.2' } })
})

row('C1 any other first frame is a fault', async (bench) => {
  const client = await bench.raw()
  client.send(frame('SEND', [`destination:${bench.topic}`], 'x'))
  expect((await client.next()).command).toBe('ERROR')
  await client.closed
})

row('C1 a second CONNECT is a fault', async (bench) => {
  const client = await bench.open()
  client.send(frame('CONNECT', ['accept-version:1.2', 'host:test']))
  expect((await client.next()).command).toBe('ERROR')
})

for (const [offered, agreed] of [
  [[], '1.0'],
  [['accept-version:1.0'], '1.0'],
  [['accept-version:1.1,1.0'], '1.1'],
  [['accept-version:1.0,1.1,1.2'], '1.2'],
  [['accept-version:1.2,9.9'], '1.2'],
] as const)
  row(`C2 ${offered[0] ?? 'no accept-version'} gives ${agreed}`, async (bench) => {
    const client = await bench.raw()
    client.send(frame('CONNECT', ['host:test', ...offered]))
    expect(await client.next()).toMatchObject({ command: 'CONNECTED', headers: { version: agreed } })
  })

row('C3 no version in common: ERROR lists ours, then close', async (bench) => {
  const client = await bench.raw()
  client.send(frame('CONNECT', ['accept-version:2.0,3.1', 'host:test']))
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { version: '1.0,1.1,1.2' } })
  await client.closed
})

row('C5 CONNECT never honours receipt', async (bench) => {
  const client = await bench.raw()
  client.send(frame('CONNECT', ['accept-version:1.2', 'host:test', 'receipt:no']))
  expect((await client.next()).command).toBe('CONNECTED')
  client.send(frame('BEGIN', ['transaction:t', 'receipt:yes']))
  expect((await client.next()).headers['receipt-id']).toBe('yes')
})

row('C6 server begins with a name, session is unique', async (bench) => {
  const sessions = new Set<string | undefined>()
  for (let count = 0; count < 3; count++) {
    const client = await bench.raw()
    client.send(frame('CONNECT', ['accept-version:1.2', 'host:test']))
    const { headers } = await client.next()
    expect(headers.server).toMatch(/^[a-z-]+(\/\S+)?/)
    sessions.add(headers.session)
  }
  expect(sessions.size).toBe(3)
  expect(sessions.has(undefined)).toBe(false)
})

row('C7 survives rapid connects and disconnects', async (bench) => {
  await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const client = await bench.raw()
      if (index % 3 === 0) return client.cut()
      client.send(frame('CONNECT', ['accept-version:1.2', 'host:test']))
      if (index % 3 === 1) return client.cut()
      await client.next()
      client.send(frame('DISCONNECT', ['receipt:r']))
      expect((await client.next()).headers['receipt-id']).toBe('r')
      client.cut()
    }),
  )
  const client = await bench.open()
  client.send(frame('BEGIN', ['transaction:t', 'receipt:alive']))
  expect((await client.next()).headers['receipt-id']).toBe('alive')
})

row('C7 lingers so that the last frame arrives, even while the client goes on talking', async (bench) => {
  const client = await bench.open()
  client.send(frame('NONSENSE', ['receipt:r']) + frame('SEND', [`destination:${bench.topic}`], 'x'.repeat(60_000)))
  for (let count = 0; count < 20; count++)
    client.send(frame('SEND', [`destination:${bench.topic}`], 'x'.repeat(10_000)))
  expect(await client.next()).toMatchObject({ command: 'ERROR', headers: { 'receipt-id': 'r' } })
  await client.closed
})

for (const [theirs, ours] of [
  ['0,0', '200,200'],
  ['100,0', '200,200'],
] as const)
  row(`H1 heart-beat:${theirs} is answered by what the server offers`, async (bench) => {
    const client = await bench.raw()
    client.send(frame('CONNECT', ['accept-version:1.2', 'host:test', `heart-beat:${theirs}`]))
    expect((await client.next()).headers['heart-beat']).toBe(ours)
  })

for (const wrong of ['1', 'a,b', '-1,0', '1,2,3'])
  row(`H1 heart-beat:${wrong} is a fault`, async (bench) => {
    const client = await bench.raw()
    client.send(frame('CONNECT', ['accept-version:1.2', 'host:test', `heart-beat:${wrong}`]))
    expect((await client.next()).command).toBe('ERROR')
  })

row('H1 H2 a silent server sends ends of line where it was asked to, and only there', async (bench) => {
  const quiet = await bench.open('1.2', ['heart-beat:0,0'])
  const wanting = await bench.open('1.2', ['heart-beat:0,100'])
  await until(() => wanting.beats() >= 3)
  expect(quiet.beats()).toBe(0)
})

row('H2 H3 a client that promised to speak and does not is let go', async (bench) => {
  const client = await bench.open('1.2', ['heart-beat:200,0'])
  await client.closed
})

row('H2 any octet counts as life', async (bench) => {
  const silent = await bench.open('1.2', ['heart-beat:200,0'])
  const alive = await bench.open('1.2', ['heart-beat:200,0'])
  const beating = setInterval(() => alive.send('\n'), 50)
  await silent.closed
  alive.send(frame('BEGIN', ['transaction:t', 'receipt:r']))
  expect((await alive.next()).headers['receipt-id']).toBe('r')
  clearInterval(beating)
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10))
}
