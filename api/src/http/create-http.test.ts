import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { limits } from '@damso/schema/model'
import { servicesOf } from '@damso/schema/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGraphql } from '../graphql/create-graphql.ts'
import { createHttp, type HttpOptions } from './create-http.ts'
import { createOrigins } from './origins.ts'
import { stopHttp } from './stop-http.ts'

const SHOP = 'https://shop.example'
const LOADER = `/* loader */ ${'let damso = 1;'.repeat(200)}`
const origins = createOrigins((origin) => origin === SHOP)
const logged: unknown[] = []
const log = { error: (...line: unknown[]) => void logged.push(line), warn: () => {} }

let folder: string
let needs = { log: true }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damso-widget-'))
  await mkdir(join(folder, 'widget/v/1.2.3'), { recursive: true })
  await writeFile(join(folder, 'secret.js'), 'secret')
  await writeFile(join(folder, 'widget/damso.js'), LOADER)
  await writeFile(join(folder, 'widget/v/1.2.3/panel.js'), 'export const panel = 1')
  await writeFile(join(folder, 'widget/v/1.2.3/fault-card.js'), 'export const card = 1')
  await writeFile(join(folder, 'widget/v/1.2.3/.env'), 'SECRET=1')
})
afterAll(() => rm(folder, { recursive: true }))

async function listen(options: Partial<HttpOptions> = {}) {
  const graphql = createGraphql({
    services: servicesOf({ sites: { find: async (id) => ({ id, name: 'Shop', guestsAllowed: false }) } }),
    authenticate: async ({ siteHint }) => ({ viewer: undefined, site: siteHint }),
    origins,
    production: false,
    log,
  })
  const server = await createHttp({
    graphiql: false,
    graphql,
    check: async ({ site }) => [{ of: 'site', ok: true, message: site }],
    readiness: () => needs,
    widgetFolder: join(folder, 'widget'),
    origins,
    log,
    ...options,
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { server, port }
}

let http: Awaited<ReturnType<typeof listen>>
beforeAll(async () => {
  http = await listen()
})
afterAll(() => stopHttp(http.server))

interface Answer {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Sends a path as it is: `fetch` would resolve dots first. */
function ask(path: string, options: RequestOptions = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: http.port, path, ...options }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}

describe('every answer', () => {
  test.each(['/', '/health', '/damso.js', '/nothing', '/graphql'])('%s carries the security headers', async (path) => {
    const { headers } = await ask(path)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  })

  test('where GraphiQL is served, its inline script may run', async () => {
    const { server: development, port } = await listen({ graphiql: true })
    const { headers } = await ask('/graphql', { port })
    expect(headers).not.toHaveProperty('content-security-policy')
    await stopHttp(development)
  })

  test('says in one line what runs here', async () => {
    expect((await ask('/')).body.toString()).toBe('Damso is running here: member chat rooms for web sites.\n')
  })

  test('404 for what is not there', async () => {
    for (const path of ['/nothing', '//', '/damso.js/', '/v', '/%00', '/health/../secret.js']) {
      expect((await ask(path)).status, path).toBe(404)
    }
  })

  test('405 names the methods', async () => {
    expect(await ask('/damso.js', { method: 'DELETE' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  })

  test('500 without a word of why, which is in the log', async () => {
    const broken = await listen({
      readiness: () => {
        throw new Error('disk gone')
      },
    })
    const answer = await ask('/ready', { port: broken.port })
    expect(answer.status).toBe(500)
    expect(answer.body.toString()).not.toContain('disk')
    expect(logged).toContainEqual([expect.objectContaining({ path: '/ready' }), expect.any(String)])
    await stopHttp(broken.server)
  })
})

describe('health', () => {
  test('/health says that the process lives', async () => {
    const { body, headers } = await ask('/health', { headers: { origin: 'https://evil.example' } })
    expect(JSON.parse(body.toString())).toEqual({ status: 'ok' })
    expect(headers['access-control-allow-origin']).toBe('*')
  })

  test('/ready says what is missing', async () => {
    expect((await ask('/ready')).status).toBe(200)
    needs = { log: false }
    const answer = await ask('/ready')
    needs = { log: true }
    expect(answer).toMatchObject({ status: 503, headers: { 'cache-control': 'no-store' } })
    expect(JSON.parse(answer.body.toString())).toEqual({ status: 'not ready', log: false })
  })
})

describe('files of the widget', () => {
  test('the loader is asked for again by its ETag', async () => {
    const first = await ask('/damso.js?x=1')
    expect(first).toMatchObject({ status: 200, headers: { 'cache-control': 'no-cache' } })
    expect(first.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(first.body.toString()).toBe(LOADER)
    const again = await ask('/damso.js', { headers: { 'if-none-match': `"x", ${first.headers.etag}` } })
    expect(again.status).toBe(304)
    expect(again.body).toHaveLength(0)
    expect(again.headers['content-length']).toBeUndefined()
  })

  test('a version never changes', async () => {
    expect((await ask('/v/1.2.3/panel.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  test('HEAD tells the length alone', async () => {
    const answer = await ask('/damso.js', { method: 'HEAD' })
    expect(answer.headers['content-length']).toBe(String(LOADER.length))
    expect(answer.body).toHaveLength(0)
  })

  test('the smallest encoding that the client takes', async () => {
    const encoded = (accept: string) => ask('/damso.js', { headers: { 'accept-encoding': accept } })
    const [br, gzip, none] = [await encoded('gzip, br'), await encoded('gzip, br;q=0'), await encoded('deflate')]
    expect(br.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(br.body).toString()).toBe(LOADER)
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gzip.body).toString()).toBe(LOADER)
    expect(none.headers['content-encoding']).toBeUndefined()
    expect(br.headers.vary).toBe('Origin, Accept-Encoding')
  })

  test('modules are for pages of a site', async () => {
    const from = async (origin: string) => (await ask('/v/1.2.3/panel.js', { headers: { origin } })).headers
    expect((await from(SHOP))['access-control-allow-origin']).toBe(SHOP)
    expect((await from('https://evil.example'))['access-control-allow-origin']).toBeUndefined()
    expect((await from('null'))['access-control-allow-origin']).toBeUndefined()
    expect((await from(SHOP))['cross-origin-resource-policy']).toBe('cross-origin')
    const card = await ask('/v/1.2.3/fault-card.js', { headers: { origin: 'https://evil.example' } })
    expect(card.headers['access-control-allow-origin']).toBe('*')
  })

  test.each([
    '/v/../../secret.js',
    '/v/%2e%2e/%2e%2e/secret.js',
    '/v/..%2f..%2fsecret.js',
    '/v/1.2.3/.env',
    '/v/\\..\\secret.js',
  ])('no path leads out: %s', async (path) => {
    const answer = await ask(path)
    expect(answer.status).toBe(404)
    expect(answer.body.toString()).not.toContain('secret')
  })

  test('a folder that is not there stops the start', async () => {
    await expect(listen({ widgetFolder: join(folder, 'absent') })).rejects.toThrow(/build it, or set DAMSO_WIDGET/)
  })
})

describe('/graphql', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    ask(
      '/graphql',
      { method: 'POST', headers: { 'content-type': 'application/json', 'damso-site': 'shop', ...headers } },
      body,
    )

  test('answers', async () => {
    const answer = await post('{"query":"{ site { name } }"}', { origin: SHOP })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body.toString())).toEqual({ data: { site: { name: 'Shop' } } })
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': SHOP, 'cache-control': 'no-store' })
  })

  test('refuses a body over the limit, of known and of unknown length', async () => {
    const body = JSON.stringify({ query: '{ site { name } }', variables: { pad: 'x'.repeat(limits.requestBytes) } })
    expect((await post(body)).status).toBe(413)
    expect((await post(body, { 'transfer-encoding': 'chunked' })).status).toBe(413)
  })

  test('refuses a page of nobody', async () => {
    expect((await post('{"query":"{ site { name } }"}', { origin: 'https://evil.example' })).status).toBe(403)
  })
})

test('a client that dribbles its headers is cut off', async () => {
  const timeouts = { headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 50 }
  const { server, port } = await listen({ timeouts })
  const socket = connect(port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1.1 408 /)
  await once(socket, 'close')
  await stopHttp(server)
})

test('stopping waits for the request under way', async () => {
  let finish = () => {}
  const entered = new Promise<void>((enter) => {
    finish = enter
  })
  let answerNow: (value: { log: boolean }) => void = () => {}
  const { server, port } = await listen({
    readiness: () =>
      new Promise((resolve) => {
        answerNow = resolve
        finish()
      }),
  })
  const answer = ask('/ready', { port })
  await entered
  const stopped = stopHttp(server)
  answerNow({ log: true })
  expect((await answer).status).toBe(200)
  await stopped
})

describe('/check', () => {
  const post = (body: string) =>
    fetch(`http://127.0.0.1:${http.port}/check`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })

  test('is a page whose script may talk to this server alone', async () => {
    const response = await fetch(`http://127.0.0.1:${http.port}/check?site=shop`)
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; connect-src 'self'/,
    )
    expect(await response.text()).toContain('src="check.js"')
  })

  test('answers what was found, and the time', async () => {
    const response = await post(JSON.stringify({ site: 'shop', origin: '', token: '' }))
    expect(await response.json()).toEqual({
      time: expect.any(Number),
      findings: [{ of: 'site', ok: true, message: 'shop' }],
    })
  })

  test.each([
    ['no JSON', '{', 'the body must be JSON'],
    ['a field of another kind', '{"site": 1, "origin": "", "token": ""}', 'site'],
    [
      'too much',
      JSON.stringify({ site: 'shop', origin: '', token: 'x'.repeat(70_000) }),
      'over its limit of 65536 octets',
    ],
  ])('refuses %s, and says why', async (_name, body, message) => {
    const response = await post(body)
    expect(response.status).toBe(400)
    expect(((await response.json()) as { message: string }).message).toContain(message)
  })
})
