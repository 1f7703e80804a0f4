import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { stopHttp } from './stop-http.ts'

test('a client that asks again and again on one connection does not hold the stop up', async () => {
  const server = createServer((_, response) => response.end('x')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let asking = true
  const client = (async () => {
    while (asking) await fetch(url).then((response) => response.text())
  })().catch(() => 'let go')
  await once(server, 'request')
  // Far beyond the time of the test: only the client's letting go ends it.
  await stopHttp(server, 3_600_000)
  expect(await client).toBe('let go')
  asking = false
})
