import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { limits } from '@damso/schema/model'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { createDatabase } from '../database/database.ts'
import { createOrigins } from '../http/origins.ts'
import { signToken } from '../identity/token.ts'
import { type Composed, createServices } from '../services.ts'
import { createSiteAdmin } from '../sites/site-admin.ts'
import { createGraphql } from './create-graphql.ts'

/** GraphQL over everything that is behind it, on real files: what a site's backend and its members do in their first minutes. */
let folder: string
let composed: Composed
let graphql: ReturnType<typeof createGraphql>
let siteKey: string
let otherKey: string
let secret: Uint8Array

const log = pino({ level: 'silent' })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damso-graphql-'))
  const config = { ...readConfig({ NODE_ENV: 'test', DAMSO_DATA: folder }), rates: { messages: 1_000, changes: 1_000 } }
  const onFatal = (error: Error) => {
    throw error
  }
  const database = createDatabase({ url: config.databaseUrl, onFatal })
  await database.migrate()
  const admin = createSiteAdmin(database)
  const shop = await admin.create({ id: 'shop', name: 'Shop' })
  siteKey = shop.siteKey.key
  otherKey = (await admin.create({ id: 'other', name: 'Other' })).siteKey.key
  secret = Buffer.from(shop.secret)
  await database.stop()
  composed = await createServices(config, log, onFatal)
  const { services, identity, sites } = composed
  const origins = createOrigins(sites.anySiteAllows)
  graphql = createGraphql({ services, authenticate: identity.authenticate, origins, production: true, log })
})

afterAll(async () => {
  await composed?.stop()
  await rm(folder, { recursive: true })
})

/** Asks, and gives `data`; errors fail the test. */
async function ask(authorization: string, query: string, variables: object = {}) {
  const { data, errors } = await answer(authorization, query, variables)
  expect(errors).toBeUndefined()
  return data
}

async function answer(authorization: string, query: string, variables: object = {}) {
  const response = await graphql.fetch('http://api/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${authorization}` },
    body: JSON.stringify({ query, variables }),
  })
  return response.json()
}

const tokenOf = (sub: string) => signToken(secret, 'shop', { sub, name: `Name of ${sub}` }, 600)
const codeOf = async (...asked: Parameters<typeof answer>) => (await answer(...asked)).errors?.[0]?.extensions.code

const REFUSAL = '... on Refusal { code message field limit }'
const SEND = `mutation ($room: ID!, $nonce: String!, $text: String!, $replyTo: ID, $as: ID, $retry: Boolean) {
  sendMessage(roomId: $room, nonce: $nonce, text: $text, replyTo: $replyTo, as: $as, retry: $retry) {
    ... on Message { id nonce text position sender { id name } replyTo { text } } ${REFUSAL} } }`

let nonces = 0
const nonce = () => {
  nonces += 1
  return `nonce-${String(nonces).padStart(4, '0')}`
}

async function roomOf(members: string[], key = `key-${nonce()}`, input = '{title: "Order"}'): Promise<string> {
  const people = members.map((id) => `{id: "${id}", name: "Name of ${id}"}`)
  await ask(siteKey, `mutation { upsertMembers(members: [${people}]) { ... on Member { id } ${REFUSAL} } }`)
  const made = await ask(
    siteKey,
    `mutation { upsertRoom(key: "${key}", input: ${input}) { ... on Room { id } ${REFUSAL} } }`,
  )
  const room = made.upsertRoom.id
  const inside = members.map((id) => `{id: "${id}"}`)
  await ask(
    siteKey,
    `mutation { setMembers(roomId: "${room}", members: [${inside}]) { ... on Room { memberCount } ${REFUSAL} } }`,
  )
  return room
}

async function say(as: string, room: string, text: string) {
  return (await ask(await tokenOf(as), SEND, { room, nonce: nonce(), text })).sendMessage
}

describe('a site’s backend', () => {
  test('makes members and a room, says something as one of them, and may repeat all of it', async () => {
    const room = await roomOf(['a1', 'a2'], 'order-1')
    expect(await roomOf(['a1', 'a2'], 'order-1')).toBe(room)
    const sent = { room, nonce: nonce(), text: '주문이 들어왔어요', as: 'a1' }
    const [first, again] = [await ask(siteKey, SEND, sent), await ask(siteKey, SEND, { ...sent, retry: true })]
    expect(first.sendMessage).toMatchObject({ text: sent.text, sender: { id: 'a1', name: 'Name of a1' }, nonce: null })
    expect(again.sendMessage).toEqual(first.sendMessage)
    const { room: read } = await ask(siteKey, `{ room(key: "order-1") { id memberCount messages { nodes { id } } } }`)
    expect(read).toEqual({ id: room, memberCount: 2, messages: { nodes: [{ id: first.sendMessage.id }] } })
  })

  test('brings in what was said elsewhere, each message for itself', async () => {
    const room = await roomOf(['b1'])
    const { importMessages } = await ask(
      siteKey,
      `mutation ($room: ID!) { importMessages(roomId: $room, messages: [
        {as: "b1", nonce: "import-01", text: "first", sentAt: "2026-01-01T00:00:00Z"},
        {as: "nobody", nonce: "import-02", text: "x", sentAt: "2026-01-01T00:01:00Z"},
        {as: "b1", nonce: "import-03", text: "", sentAt: "2026-01-01T00:02:00Z"}
      ]) { ... on Message { text sentAt } ${REFUSAL} } }`,
      { room },
    )
    expect(importMessages).toMatchObject([
      { text: 'first', sentAt: '2026-01-01T00:00:00.000Z' },
      { code: 'NOT_FOUND' },
      { code: 'INVALID', field: 'messages[2].text' },
    ])
  })

  test('is told of each wrong member by its place in the list', async () => {
    const { upsertMembers } = await ask(
      siteKey,
      `mutation { upsertMembers(members: [{id: "ok", name: "Fine"}, {id: "has space", name: "x"},
        {id: "long", name: "${'n'.repeat(limits.nameBytes + 1)}"}]) { ... on Member { id } ${REFUSAL} } }`,
    )
    expect(upsertMembers).toMatchObject([
      { id: 'ok' },
      { code: 'INVALID', field: 'members[1].id' },
      { code: 'TOO_LONG', field: 'members[2].name', limit: limits.nameBytes },
    ])
  })

  test('finds nothing of another site', async () => {
    const room = await roomOf(['c1'], 'secret-room')
    for (const by of [`id: "${room}"`, 'key: "secret-room"'])
      expect(await ask(otherKey, `{ room(${by}) { id } }`)).toEqual({ room: null })
    const sent = await ask(otherKey, SEND, { room, nonce: nonce(), text: 'x', as: 'c1' })
    expect(sent.sendMessage).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a member', () => {
  test('sees their rooms by latest activity, with exact unread counts, and reads', async () => {
    const [quiet, busy] = [await roomOf(['d1', 'd2']), await roomOf(['d1', 'd2'])]
    await say('d2', quiet, 'early')
    await say('d2', busy, 'one')
    const last = await say('d2', busy, 'two')
    const list = `{ viewer { member { name } role unreadTotal rooms(first: 10) { pageInfo { hasNextPage }
      nodes { id viewerCan lastMessage { text nonce } viewerMembership { role unreadCount member { id } } } } } }`
    const token = await tokenOf('d1')
    await expect
      .poll(async () => (await ask(token, list)).viewer, { timeout: 30_000 })
      .toMatchObject({
        member: { name: 'Name of d1' },
        role: 'MEMBER',
        unreadTotal: 3,
        rooms: {
          pageInfo: { hasNextPage: false },
          nodes: [
            {
              id: busy,
              lastMessage: { text: 'two', nonce: null },
              viewerMembership: { unreadCount: 2, member: { id: 'd1' } },
            },
            { id: quiet, viewerMembership: { role: 'MEMBER', unreadCount: 1 } },
          ],
        },
      })
    const { markRead } = await ask(
      token,
      `mutation { markRead(roomId: "${busy}", position: ${last.position}) { ... on Membership { unreadCount room { id } } ${REFUSAL} } }`,
    )
    expect(markRead).toEqual({ unreadCount: 0, room: { id: busy } })
    expect((await ask(token, '{ viewer { unreadTotal } }')).viewer.unreadTotal).toBe(1)
  })

  test('pages through history in both directions without a seam', async () => {
    const room = await roomOf(['e1'])
    const texts = Array.from({ length: 12 }, (_, n) => `message ${n}`)
    for (const text of texts) await say('e1', room, text)
    const token = await tokenOf('e1')
    const page = async (args: string) => {
      const fields = 'nodes { text } position pageInfo { hasPreviousPage hasNextPage startCursor endCursor }'
      const { messages } = (await ask(token, `{ room(id: "${room}") { messages(${args}) { ${fields} } } }`)).room
      return {
        ...messages.pageInfo,
        position: messages.position,
        texts: messages.nodes.map((node: { text: string }) => node.text),
      }
    }
    const newest = await page('last: 5')
    const before = await page(`last: 5, before: "${newest.startCursor}"`)
    const oldest = await page(`last: 5, before: "${before.startCursor}"`)
    expect([...oldest.texts, ...before.texts, ...newest.texts]).toEqual(texts)
    expect(oldest).toMatchObject({ hasPreviousPage: false, hasNextPage: true })
    expect(await page('first: 3')).toMatchObject({
      texts: texts.slice(0, 3),
      hasPreviousPage: false,
      hasNextPage: true,
    })
    expect((await page(`first: 50, after: "${oldest.endCursor}"`)).texts).toEqual(texts.slice(2))
    const after = await say('e1', room, 'one more')
    expect((await page(`last: 1, atLeast: ${after.position}`)).texts).toEqual(['one more'])
    expect(after.position).toBeGreaterThan(newest.position)
    expect((await page(`first: 4, around: "${after.id}"`)).texts).toEqual(texts.slice(-1).concat('one more'))
  })

  test('answers, edits, reacts, takes back', async () => {
    const room = await roomOf(['f1', 'f2'])
    const said = await say('f1', room, 'helo')
    const token = await tokenOf('f1')
    const reply = await ask(await tokenOf('f2'), SEND, { room, nonce: nonce(), text: 'hm?', replyTo: said.id })
    expect(reply.sendMessage).toMatchObject({ replyTo: { text: 'helo' }, nonce: expect.any(String) })

    const change = async (by: string, field: string) =>
      Object.values(
        await ask(
          by,
          `mutation { ${field} { ... on Message {
      text editedAt deletedAt revision reactions { emoji count viewerReacted members { id } } } ${REFUSAL} } }`,
        ),
      )[0]
    const on = `roomId: "${room}", nonce: "${nonce()}"`
    expect(await change(token, `editMessage(${on}, id: "${said.id}", text: "hello")`)).toMatchObject({
      text: 'hello',
      editedAt: expect.stringMatching(/Z$/),
    })
    expect(await change(token, `setReaction(${on}, messageId: "${said.id}", emoji: "👍", on: true)`)).toMatchObject({
      reactions: [{ emoji: '👍', count: 1, viewerReacted: true, members: [{ id: 'f1' }] }],
    })
    expect(await change(await tokenOf('f2'), `editMessage(${on}, id: "${said.id}", text: "mine")`)).toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(await change(token, `deleteMessage(${on}, id: "${said.id}")`)).toMatchObject({
      text: null,
      deletedAt: expect.any(String),
      reactions: [],
    })
  })

  test('opens, creates, joins, leaves, brings in and removes', async () => {
    await roomOf(['g1', 'g2', 'g3'])
    const [g1, g2] = [await tokenOf('g1'), await tokenOf('g2')]
    const room = '... on Room { id title kind memberCount viewerMembership { role } }'
    const direct = (await ask(g1, `mutation { openDirectRoom(memberId: "g2") { ${room} ${REFUSAL} } }`)).openDirectRoom
    expect(direct).toMatchObject({ kind: 'DIRECT', title: 'Name of g2', memberCount: 2 })
    expect((await ask(g2, `mutation { openDirectRoom(memberId: "g1") { ${room} } }`)).openDirectRoom).toMatchObject({
      id: direct.id,
      title: 'Name of g1',
    })

    const created = (
      await ask(
        g1,
        `mutation { createRoom(input: {title: "Open", kind: PUBLIC, joinPolicy: OPEN, memberIds: null}) { ${room} ${REFUSAL} } }`,
      )
    ).createRoom
    expect(created).toMatchObject({ kind: 'PUBLIC', memberCount: 1, viewerMembership: { role: 'OWNER' } })
    expect((await ask(g2, '{ publicRooms(search: "Open") { nodes { id viewerCan } } }')).publicRooms.nodes).toEqual([
      { id: created.id, viewerCan: expect.arrayContaining(['JOIN']) },
    ])
    const id = created.id
    expect(
      (
        await ask(
          g2,
          `mutation { joinRoom(id: "${id}") { ... on Membership { role room { memberCount } } ${REFUSAL} } }`,
        )
      ).joinRoom,
    ).toEqual({
      role: 'MEMBER',
      room: { memberCount: 2 },
    })
    expect(
      (await ask(g1, `mutation { addMembers(roomId: "${id}", memberIds: ["g3"]) { ${room} ${REFUSAL} } }`)).addMembers
        .memberCount,
    ).toBe(3)
    expect(
      (
        await ask(
          g1,
          `mutation { setRole(roomId: "${id}", memberId: "g3", role: OPERATOR) { ... on Membership { role member { name } } ${REFUSAL} } }`,
        )
      ).setRole,
    ).toEqual({
      role: 'OPERATOR',
      member: { name: 'Name of g3' },
    })
    expect(
      (
        await ask(
          g1,
          `{ room(id: "${id}") { memberships(first: 2) { nodes { member { id } } pageInfo { hasNextPage } } } }`,
        )
      ).room.memberships,
    ).toMatchObject({
      nodes: [{ member: { id: 'g1' } }, { member: { id: 'g2' } }],
      pageInfo: { hasNextPage: true },
    })
    expect(
      (await ask(g1, `mutation { removeMember(roomId: "${id}", memberId: "g3") { ${room} ${REFUSAL} } }`)).removeMember
        .memberCount,
    ).toBe(2)
    expect(
      (await ask(g2, `mutation { leaveRoom(id: "${id}") { ... on Room { memberCount } ${REFUSAL} } }`)).leaveRoom
        .memberCount,
    ).toBe(1)
    expect(
      (
        await ask(
          g1,
          `mutation { updateRoom(id: "${id}", input: {title: "Renamed", frozen: true}) { ... on Room { title frozen } ${REFUSAL} } }`,
        )
      ).updateRoom,
    ).toEqual({
      title: 'Renamed',
      frozen: true,
    })
  })

  test('is told what is wrong with what they say, and nothing of it is stored', async () => {
    const room = await roomOf(['h1', 'h2'])
    const token = await tokenOf('h1')
    const refused: [object, object][] = [
      [{ text: '한'.repeat(3_000) }, { code: 'TOO_LONG', field: 'text', limit: limits.messageBytes }],
      [{ text: ' \n\u200b ' }, { code: 'INVALID', field: 'text' }],
      [{ text: 'a\0b' }, { code: 'INVALID', field: 'text' }],
      [{ text: 'half \ud83d of one' }, { code: 'INVALID', field: 'text' }],
      [{ nonce: 'short' }, { code: 'INVALID', field: 'nonce' }],
      [{ replyTo: 'AAAAAAAAAAAAAAAAAAAAAA' }, { code: 'NOT_FOUND', field: 'replyTo' }],
      [{ replyTo: 'x' }, { code: 'INVALID', field: 'replyTo' }],
      [{ as: 'h2' }, { code: 'FORBIDDEN', field: 'as' }],
      [{ room: 'no room id' }, { code: 'NOT_FOUND' }],
      [{ room: "'; DROP TABLE rooms; --" }, { code: 'NOT_FOUND' }],
    ]
    for (const [input, refusal] of refused) {
      const { sendMessage } = await ask(token, SEND, { room, nonce: nonce(), text: 'fine', ...input })
      expect(sendMessage, JSON.stringify(input)).toMatchObject(refusal)
    }
    expect((await ask(token, `{ room(id: "${room}") { messages { nodes { id } } } }`)).room.messages.nodes).toEqual([])
  })

  test('sees nothing of a room that is not theirs', async () => {
    const room = await roomOf(['i1'], 'private-room')
    const said = await say('i1', room, 'between us')
    const stranger = await tokenOf('i2')
    expect(await ask(stranger, `{ a: room(id: "${room}") { id } b: room(key: "private-room") { id } }`)).toEqual({
      a: null,
      b: null,
    })
    expect((await ask(stranger, SEND, { room, nonce: nonce(), text: 'x' })).sendMessage).toMatchObject({
      code: 'NOT_FOUND',
    })
    const edit = `mutation { editMessage(roomId: "${room}", id: "${said.id}", nonce: "${nonce()}", text: "x") { ${REFUSAL} } }`
    expect((await ask(stranger, edit)).editMessage).toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('tokens and site keys that are not valid are TOKEN', async () => {
  for (const bad of ['', 'x', 'damso_sk_nothing', `${await tokenOf('a1')}x`])
    expect(await codeOf(bad, '{ site { name } }'), bad).toBe('TOKEN')
})
