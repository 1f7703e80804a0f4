import { limits } from '@damso/schema/model'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createGraphql } from '../support/graphql-client.ts'
import { createTarget, type Target } from './target.ts'

let target: Target
beforeAll(async () => {
  target = await createTarget()
})
afterEach(() => target.isUnharmed())
afterAll(() => target.server.remove())

interface Answer {
  errors: { message: string; extensions: { code: string; limit?: number; field?: string } }[]
}

async function post(body: string | undefined, headers: Record<string, string> = {}, method = 'POST', query = '') {
  const response = await fetch(`${target.server.graphql}${query}`, {
    method,
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${await target.shop.site.token('ann')}`,
      ...headers,
    },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  return {
    status: response.status,
    text,
    errors: (text.startsWith('{') ? (JSON.parse(text) as Answer).errors : undefined) ?? [],
  }
}

const json = (query: unknown, variables?: unknown) => JSON.stringify({ query, variables })
const deep = (levels: number) =>
  `{ viewer { rooms(first: 1) { nodes ${'{ memberships(first: 1) { nodes { room '.repeat(levels)}{ id }${' } } }'.repeat(levels)} } } }`

describe('a request that is no operation', () => {
  const requests: [what: string, body: string, code: string, words: string][] = [
    ['not JSON', '{"query":', 'PROTOCOL', 'JSON'],
    ['nothing', '', 'PROTOCOL', ''],
    ['a list', '[{"query":"{ site { id } }"}]', 'PROTOCOL', ''],
    ['no query', '{}', 'PROTOCOL', 'query'],
    ['a number for a query', '{"query":5}', 'PROTOCOL', 'query'],
    ['a word for variables', '{"query":"{ site { id } }","variables":"x"}', 'PROTOCOL', 'variables'],
    ['no GraphQL', json('DROP TABLE rooms'), 'PROTOCOL', 'Syntax'],
    ['an unknown field', json('{ secrets }'), 'PROTOCOL', 'secrets'],
    ['an unknown operation', JSON.stringify({ documentId: 'A'.repeat(22) }), 'UNSUPPORTED', 'documentId'],
    [
      'a circle of fragments',
      json('{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }'),
      'PROTOCOL',
      'itself',
    ],
    ['a missing variable', json('query ($id: ID!) { room(id: $id) { id } }'), 'PROTOCOL', '$id'],
    [
      'a variable of another type',
      json('query ($id: ID!) { room(id: $id) { id } }', { id: { $ne: 1 } }),
      'PROTOCOL',
      '$id',
    ],
    [
      'a date that is none',
      json('query ($id: ID!, $at: DateTime) { room(id: $id) { messages(aroundDate: $at) { position } } }', {
        id: 'x',
        at: 'now',
      }),
      'PROTOCOL',
      '$at',
    ],
    [
      'a position that is none',
      json('query ($id: ID!, $at: Position) { room(id: $id) { messages(atLeast: $at) { position } } }', {
        id: 'x',
        at: 1.5,
      }),
      'PROTOCOL',
      '$at',
    ],
    ['too deep', json(deep(6)), 'LIMIT', `${limits.queryDepth}`],
    [
      'too many aliases',
      json(`{ ${Array.from({ length: 20 }, (_, at) => `a${at}: site { id }`).join(' ')} }`),
      'LIMIT',
      `${limits.queryAliases}`,
    ],
    ['too many tokens', json(`{ site { ${'id '.repeat(3_000)} } }`), 'LIMIT', `${limits.queryTokens}`],
    [
      'too many directives',
      json(`{ site { id ${'@include(if: true) '.repeat(60)} } }`),
      'LIMIT',
      `${limits.queryDirectives}`,
    ],
    [
      'too dear',
      json('{ viewer { rooms(first: 100) { nodes { messages(first: 100) { nodes { id text } } } } } }'),
      'LIMIT',
      `${limits.queryCost}`,
    ],
  ]
  test.each(requests)('%s', async (_, body, code, words) => {
    const { text, errors } = await post(body)
    expect(errors[0]?.extensions.code, text).toBe(code)
    expect(errors[0]?.message).toContain(words)
  })

  test('a body over its limit', async () => {
    const { status } = await post(json(`{ site { id } } #${'x'.repeat(1_200_000)}`))
    expect(status).toBe(413)
  })

  test('a form of a stranger’s page', async () => {
    const plain = { authorization: '', 'content-type': 'text/plain' }
    expect((await post(json('{ site { id } }'), plain)).status).toBeGreaterThanOrEqual(400)
  })

  test('a change by GET', async () => {
    const mutation = encodeURIComponent(`mutation { leaveRoom(id: "${target.shop.id}") { __typename } }`)
    expect((await post(undefined, {}, 'GET', `?query=${mutation}`)).status).toBe(405)
  })

  test('a header that is no login', async () => {
    for (const authorization of ['Basic YTpi', 'Bearer', 'Bearer a b', 'damso_sk_x'])
      expect((await post(json('{ site { id } }'), { authorization })).errors[0]?.extensions.code).toBe('TOKEN')
    expect((await post(json('{ site { id } }'), { authorization: 'Bearer damso_sk_guessed' })).status).toBe(401)
  })

  test('a site that is not here', async () => {
    for (const site of ['nowhere', "shop' OR 1=1 --", '../shop', 'x'.repeat(5_000)])
      await expect(createGraphql({ url: target.server.graphql, site })('{ site { id } }')).rejects.toMatchObject({
        code: 'SITE',
      })
  })
})

describe('places and sizes of pages', () => {
  const pages: [what: string, args: string, refused: object][] = [
    ['a page too large', 'last: 101', { code: 'TOO_LONG', field: 'last', limit: 100 }],
    ['a page of nothing', 'last: 0', { code: 'INVALID', field: 'last' }],
    ['a page below nothing', 'first: -1', { code: 'INVALID', field: 'first' }],
    ['a cursor with SQL in it', 'last: 1, before: "1 OR 1=1"', { code: 'INVALID', field: 'before' }],
    ['a cursor beyond all numbers', 'first: 1, after: "9999999999999999"', { code: 'INVALID', field: 'after' }],
    ['two places', 'first: 1, after: "1", around: "x"', { code: 'INVALID', field: 'after' }],
    ['a message that is none', 'around: "../x"', { field: 'around' }],
  ]
  test.each(pages)('%s', async (_, args, refused) => {
    const { errors } = await post(json(`{ room(id: "${target.shop.id}") { messages(${args}) { position } } }`))
    expect(errors[0]?.extensions).toMatchObject(refused)
  })

  test('a search is for letters, not for patterns', async () => {
    const find = async (search: string) =>
      (
        await target.graphql<{ members: { nodes: { id: string }[] } }>(
          'query ($search: String!) { members(search: $search) { nodes { id } } }',
          { search },
        )
      ).members.nodes
    expect(await find('be')).toEqual([{ id: 'ben' }])
    for (const search of ['%', '_', '%e%', "' OR 1=1 --", '\\', 'x'.repeat(200)]) expect(await find(search)).toEqual([])
  })

  test('another list’s cursor', async () => {
    const { errors } = await post(json('{ viewer { rooms(first: 1, after: "garbage") { nodes { id } } } }'))
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'after' })
  })
})

describe('what a site’s own backend gets wrong', () => {
  const mutations: [what: string, mutation: string, variables: () => object, refused: object][] = [
    [
      'a name that turns what follows',
      'upsertMembers(members: $v)',
      () => ({ v: [{ id: 'eve', name: 'x\u202ey' }] }),
      { code: 'INVALID', field: 'members[0].name' },
    ],
    [
      'a name too long',
      'upsertMembers(members: $v)',
      () => ({ v: [{ id: 'eve', name: 'x'.repeat(201) }] }),
      { code: 'TOO_LONG', field: 'members[0].name', limit: 200 },
    ],
    [
      'an id with a space',
      'upsertMembers(members: $v)',
      () => ({ v: [{ id: 'e ve', name: 'x' }] }),
      { code: 'INVALID', field: 'members[0].id' },
    ],
    [
      'an id of nothing',
      'upsertMembers(members: $v)',
      () => ({ v: [{ id: '', name: 'x' }] }),
      { field: 'members[0].id' },
    ],
  ]
  test.each(mutations)('%s', async (_, mutation, variables, refused) => {
    const answer = await target.shop.site.backend<{ done: object[] }>(
      `mutation ($v: [MemberInput!]!) { done: ${mutation} { ... on Refusal { code field limit } } }`,
      variables() as Record<string, unknown>,
    )
    expect(answer.done[0]).toMatchObject(refused)
  })

  test('too many members at once', async () => {
    const v = Array.from({ length: 1_001 }, (_, at) => ({ id: `m${at}`, name: 'x' }))
    const asked = target.shop.site.backend(
      'mutation ($v: [MemberInput!]!) { upsertMembers(members: $v) { __typename } }',
      { v },
    )
    await expect(asked).rejects.toMatchObject({
      code: 'TOO_LONG',
      errors: [{ extensions: { limit: 1_000, field: 'members' } }],
    })
  })

  const rooms: [what: string, args: string, refused: object][] = [
    ['a title of nothing', 'key: "order-7", input: { title: "  " }', { code: 'INVALID', field: 'title' }],
    ['no title', 'key: "order-7", input: {}', { code: 'INVALID', field: 'title' }],
    ['a key with spaces', 'key: "order 7", input: { title: "x" }', { code: 'INVALID', field: 'key' }],
    [
      'a key too long',
      `key: "${'x'.repeat(129)}", input: { title: "x" }`,
      { code: 'TOO_LONG', field: 'key', limit: 128 },
    ],
    [
      'a picture that is a script',
      'key: "order-7", input: { title: "x", picture: "javascript:1" }',
      { code: 'INVALID', field: 'picture' },
    ],
    [
      'slow mode for ever',
      'key: "order-7", input: { title: "x", slowModeSeconds: 86401 }',
      { field: 'slowModeSeconds' },
    ],
  ]
  test.each(rooms)('a room with %s', async (_, args, refused) => {
    const answer = await target.shop.site.backend<{ upsertRoom: object }>(
      `mutation { upsertRoom(${args}) { ... on Refusal { code field limit } } }`,
    )
    expect(answer.upsertRoom).toMatchObject(refused)
    expect(await target.shop.site.backend('{ room(key: "order-7") { id } }')).toEqual({ room: null })
  })
})
