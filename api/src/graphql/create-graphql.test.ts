import { Fault, limits, Refusal } from '@damso/schema/model'
import type { Services } from '@damso/schema/services'
import { memberViewer, messageBy, ROOM_ID, serverViewer, servicesOf, viewedRoom } from '@damso/schema/testing'
import { serverAudits } from 'graphql-http'
import { describe, expect, test } from 'vitest'
import { UnknownOutcome } from '../event-log/event-log.ts'
import { createOrigins } from '../http/origins.ts'
import type { Caller, Credentials } from './callers.ts'
import { createGraphql, type GraphqlOptions } from './create-graphql.ts'
import { operationId } from './use-operations.ts'

const SHOP = 'https://shop.example'
const OTHER = 'https://other.example'
const SITE_NAME = '{ site { name } }'

const origins = createOrigins((origin) => origin === SHOP || origin === OTHER)

/** Tokens of these tests name their bearer. */
async function authenticate({ authorization, siteHint, origin = SHOP }: Credentials): Promise<Caller> {
  if (origin !== SHOP) throw new Fault('ORIGIN', 'The site does not list this origin')
  if (authorization === undefined) return { viewer: undefined, site: siteHint }
  if (authorization === 'Bearer jimin') return { viewer: memberViewer('jimin'), site: 'shop' }
  if (authorization === 'Bearer damso_sk_1') return { viewer: serverViewer(), site: 'shop' }
  throw new Fault('TOKEN', 'The token is not valid')
}

const sites: Partial<Services['sites']> = {
  find: async (id) => (id === 'shop' ? { id, name: 'Shop', guestsAllowed: false } : undefined),
}

function serve(options: Partial<GraphqlOptions> = {}) {
  const logged: unknown[] = []
  const log = { error: (...line: unknown[]) => void logged.push(line), warn: () => {} }
  const yoga = createGraphql({
    services: servicesOf({ sites }),
    authenticate,
    origins,
    production: true,
    log,
    ...options,
  })
  const post = (body: object, headers: Record<string, string> = {}) =>
    yoga.fetch('http://api/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        'damso-site': 'shop',
        ...headers,
      },
      body: JSON.stringify(body),
    })
  const ask = async (query: string, headers: Record<string, string> = {}, variables: object = {}) => {
    const response = await post({ query, variables }, headers)
    return { status: response.status, ...(await response.json()) }
  }
  return { yoga, post, ask, logged }
}

const asMember = { authorization: 'Bearer jimin' }
const asServer = { authorization: 'Bearer damso_sk_1' }

describe('GraphQL over HTTP', () => {
  const { yoga } = serve({ production: false })
  const fetchFn = (url: string, init: RequestInit = {}) =>
    yoga.fetch(url, { ...init, headers: { ...init.headers, 'damso-site': 'shop' } })
  for (const audit of serverAudits({ url: 'http://api/graphql', fetchFn })) {
    test(`${audit.id} ${audit.name}`, async () => {
      expect(await audit.fn()).toMatchObject({ status: 'ok' })
    })
  }
})

describe('the site', () => {
  test('is the one that the header names', async () => {
    expect(await serve().ask(SITE_NAME)).toMatchObject({ status: 200, data: { site: { name: 'Shop' } } })
  })

  test('is SITE where none of this name exists', async () => {
    expect(await serve().ask(SITE_NAME, { 'damso-site': 'elsewhere' })).toMatchObject({
      errors: [{ extensions: { code: 'SITE' } }],
    })
  })
})

describe('the viewer', () => {
  test('a bad token is 401 and TOKEN', async () => {
    const answer = await serve().ask(SITE_NAME, { authorization: 'Bearer forged' })
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'TOKEN' } }] })
    expect(answer.data).toBeUndefined()
  })

  test('the legacy media type keeps 200 for a bad token, as GraphQL over HTTP wants', async () => {
    const answer = await serve().ask(SITE_NAME, { authorization: 'Bearer forged', accept: 'application/json' })
    expect(answer).toMatchObject({ status: 200, errors: [{ extensions: { code: 'TOKEN' } }] })
  })

  test('nobody is told TOKEN where members ask, a server FORBIDDEN', async () => {
    const query = '{ publicRooms { nodes { id } } }'
    expect(await serve().ask(query)).toMatchObject({ status: 401, errors: [{ extensions: { code: 'TOKEN' } }] })
    expect(await serve().ask(query, asServer)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  })

  test('is asked for once per request', async () => {
    let asked = 0
    const { ask } = serve({
      authenticate: (credentials) => {
        asked += 1
        return authenticate(credentials)
      },
      registeredOnly: () => false,
    })
    await ask(SITE_NAME, { origin: SHOP })
    expect(asked).toBe(1)
  })
})

describe('origins', () => {
  test('a page of the site is answered with CORS headers for it alone', async () => {
    const response = await serve().post({ query: SITE_NAME }, { origin: SHOP })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe(SHOP)
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('vary')).toContain('Origin')
  })

  test('a page of another site is refused by the site that it names', async () => {
    const answer = await serve().ask(SITE_NAME, { origin: OTHER })
    expect(answer).toMatchObject({ status: 403, errors: [{ extensions: { code: 'ORIGIN' } }] })
  })

  test.each(['https://evil.example', 'null'])('%s is turned away', async (origin) => {
    const answer = await serve().ask(SITE_NAME, { origin })
    expect(answer).toMatchObject({ status: 403, errors: [{ extensions: { code: 'ORIGIN' } }] })
  })

  test('a preflight admits an origin of any site, and no other', async () => {
    const preflight = (origin: string) =>
      serve().yoga.fetch('http://api/graphql', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
    const admitted = await preflight(OTHER)
    expect(admitted.status).toBe(204)
    expect(admitted.headers.get('access-control-allow-origin')).toBe(OTHER)
    expect(admitted.headers.get('access-control-allow-headers')).toContain('damso-site')
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  })
})

test('a form of another page cannot ask: CSRF', async () => {
  const response = await serve().yoga.fetch('http://api/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ query: SITE_NAME }).toString(),
  })
  expect(response.status).toBe(403)
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'PROTOCOL' } }] })
})

describe('registered operations', () => {
  const operations = { [operationId(SITE_NAME)]: SITE_NAME }

  test('run by their id', async () => {
    const response = await serve({ operations }).post({ documentId: operationId(SITE_NAME) })
    expect(await response.json()).toEqual({ data: { site: { name: 'Shop' } } })
  })

  test('an unknown id says so', async () => {
    const response = await serve({ operations }).post({ documentId: operationId('{ viewer }') })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNSUPPORTED' } }] })
  })

  test('where a site wants them only, browsers run nothing else and its server does', async () => {
    const { ask, post } = serve({ operations, registeredOnly: (site) => site === 'shop' })
    expect(await ask(SITE_NAME, asMember)).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    })
    expect(await ask(SITE_NAME, asServer)).toMatchObject({ status: 200 })
    expect((await post({ documentId: operationId(SITE_NAME) }, asMember)).status).toBe(200)
  })

  test('a manifest whose hash is wrong stops the start', () => {
    expect(() => serve({ operations: { AAAAAAAAAAAAAAAAAAAAAA: SITE_NAME } })).toThrow(/does not hash/)
  })
})

describe('limits say what was passed, how far, and what to do', () => {
  const nested = (levels: number) => {
    const inner = 'room { lastMessage { '.repeat(levels)
    return `{ room(key: "k") { lastMessage { ${inner} id ${' } }'.repeat(levels)} } } }`
  }
  const over: Record<string, [query: string, limit: number, message: RegExp]> = {
    text: [`{ site { name } } #${'x'.repeat(limits.queryBytes)}`, limits.queryBytes, /bytes: send smaller/],
    depth: [nested(8), limits.queryDepth, /levels: ask in two steps/],
    aliases: [
      `{ ${Array.from({ length: 20 }, (_, n) => `a${n}: viewer { unreadTotal }`).join(' ')} }`,
      limits.queryAliases,
      /aliases: ask in several requests/,
    ],
    directives: [
      `{ site { ${'name @include(if: true) '.repeat(51)} } }`,
      limits.queryDirectives,
      /directives: write the fields/,
    ],
    tokens: [`{ site { ${'name '.repeat(1_001)} } }`, limits.queryTokens, /tokens: send smaller/],
  }
  test.each(Object.entries(over))('%s', async (_name, [query, limit, message]) => {
    const answer = await serve().ask(query)
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'LIMIT', limit } }] })
    expect(answer.errors[0].message).toMatch(message)
  })

  test('cost', async () => {
    const page = 'nodes { lastMessage { reactions { members(first: 100) { id name picture } } } }'
    const answer = await serve().ask(`{ viewer { rooms(first: 100) { ${page} } } }`, asMember)
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'LIMIT' } }] })
    expect(answer.errors[0].message).toMatch(/over its limit of 20000: ask for smaller pages/)
  })

  test('page size', async () => {
    const answer = await serve().ask('{ viewer { rooms(first: 101) { nodes { id } } } }', asMember)
    expect(answer.errors[0].extensions).toEqual({
      code: 'TOO_LONG',
      field: 'first',
      limit: 100,
    })
    expect(answer.errors[0].message).toMatch(/ask for the next page/)
  })

  test('request size', async () => {
    const response = await serve().post({ query: SITE_NAME, variables: { pad: 'x'.repeat(limits.requestBytes) } })
    expect(response.status).toBe(413)
  })

  test('a batch is refused', async () => {
    const response = await serve().post([{ query: SITE_NAME }, { query: SITE_NAME }])
    expect(response.status).toBe(400)
  })
})

describe('errors', () => {
  const failing = (error: Error) =>
    serve({
      services: servicesOf({
        rooms: {
          find: async () => {
            throw error
          },
        },
      }),
    })
  const query = '{ room(key: "order-42") { id } }'

  test('of our own are masked and logged', async () => {
    const { ask, logged } = failing(new Error('SQLITE_CORRUPT: /var/lib/damso/rooms.db'))
    const answer = await ask(query, asMember)
    expect(answer.errors).toMatchObject([{ extensions: { code: 'INTERNAL' }, path: ['room'] }])
    expect(JSON.stringify(answer)).not.toContain('SQLITE')
    expect(JSON.stringify(logged, (_key, value) => (value instanceof Error ? value.message : value))).toContain(
      'SQLITE',
    )
  })

  test('faults keep their code', async () => {
    const { ask, logged } = failing(new Fault('UNKNOWN_OUTCOME', 'Send the same nonce again'))
    expect((await ask(query, asMember)).errors).toMatchObject([
      { message: 'Send the same nonce again', extensions: { code: 'UNKNOWN_OUTCOME' } },
    ])
    expect(logged).toEqual([])
  })

  test('an outcome that the log does not know says what to do', async () => {
    expect((await failing(new UnknownOutcome('timed out')).ask(query, asMember)).errors).toMatchObject([
      {
        message: expect.stringContaining('same nonce again with retry: true'),
        extensions: { code: 'UNKNOWN_OUTCOME' },
      },
    ])
  })

  test('refusals of a query carry what a result would', async () => {
    const { ask } = failing(new Refusal({ code: 'BUSY', message: 'Later', retryAfter: 2 }))
    expect((await ask(query, asMember)).errors).toMatchObject([{ extensions: { code: 'BUSY', retryAfter: 2 } }])
  })

  test('refusals of a mutation are values', async () => {
    const refusal = new Refusal({ code: 'TOO_LONG', message: 'shorten it', field: 'text', limit: 8192 })
    const { ask } = serve({
      services: servicesOf({
        messages: {
          send: async () => {
            throw refusal
          },
        },
      }),
    })
    const mutation = `mutation { sendMessage(roomId: "${ROOM_ID}", nonce: "nonce-0001", text: "x") {
      __typename ... on Refusal { code message field limit retryAfter } } }`
    expect((await ask(mutation, asMember)).data.sendMessage).toEqual({
      __typename: 'Refusal',
      ...refusal.toJSON(),
      retryAfter: null,
    })
  })

  test('a document that is wrong is 400 and PROTOCOL', async () => {
    for (const query of ['{', '{ nothing }', '{ room(id: 7.5) { id } }']) {
      expect(await serve().ask(query)).toMatchObject({ status: 400, errors: [{ extensions: { code: 'PROTOCOL' } }] })
    }
  })
})

describe('production', () => {
  const introspection = '{ __schema { queryType { name } } }'

  test('neither introspection, nor suggestions, nor GraphiQL', async () => {
    const { ask, yoga } = serve()
    expect(await ask(introspection)).toMatchObject({ status: 400 })
    const typo = await ask('{ sites { name } }')
    expect(typo.errors[0].message).toBe('Cannot query field "sites" on type "Query".')
    const page = await yoga.fetch('http://api/graphql', { headers: { accept: 'text/html', 'damso-site': 'shop' } })
    expect(await page.text()).not.toContain('<html')
  })

  test('outside of it there are, and GraphiQL asks no other host for its code', async () => {
    const { ask, yoga } = serve({ production: false })
    expect(await ask(introspection)).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } })
    const page = await yoga.fetch('http://api/graphql', { headers: { accept: 'text/html' } })
    const html = await page.text()
    expect(html).toContain('Damso')
    expect(html).not.toMatch(/<(script|link)[^>]+(src|href)="?https?:/)
  })
})

test('what a member says is answered as they see it', async () => {
  const { ask } = serve({
    services: servicesOf({
      rooms: { findMany: async (_viewer, ids) => ids.map((id) => viewedRoom({ id })) },
      messages: { send: async (viewer) => messageBy(viewer.kind === 'member' ? viewer.member.id : 'nobody') },
    }),
  })
  const mutation = `mutation { sendMessage(roomId: "${ROOM_ID}", nonce: "nonce-0001", text: "x") {
    ... on Message { nonce position sentAt sender { name } room { title } } } }`
  expect((await ask(mutation, asMember)).data.sendMessage).toEqual({
    nonce: 'nonce-0001',
    position: 70,
    sentAt: '2026-01-02T00:00:00.000Z',
    sender: { name: 'Name of jimin' },
    room: { title: 'Order 42' },
  })
})
