import { destinations, type TopicEvent } from '@damso/schema/model'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { say } from '../live/room.ts'
import { createTarget, nextNonce, type Target } from './target.ts'

/** Ann is a member of both sites. As Ann of the shop, or as its backend, nothing of the club is there. */
let target: Target
beforeAll(async () => {
  target = await createTarget()
  await target.club.site.backend('mutation { upsertMembers(members: [{ id: "zoe", name: "zoe" }]) { __typename } }')
})
afterEach(() => target.isUnharmed())
afterAll(() => target.server.remove())

describe('every query', () => {
  const queries: [what: string, query: () => string, answer: object][] = [
    ['a room by id', () => `{ room(id: "${target.club.id}") { id } }`, { room: null }],
    [
      'a message',
      () => `{ room(id: "${target.shop.id}") { message(id: "${target.messages.club}") { id } } }`,
      { room: { message: null } },
    ],
    ['members', () => '{ members(search: "zoe") { nodes { id } } }', { members: { nodes: [] } }],
    [
      'members of a room',
      () => `{ room(id: "${target.shop.id}") { memberships(search: "zoe") { nodes { member { id } } } } }`,
      { room: { memberships: { nodes: [] } } },
    ],
    ['public rooms', () => '{ publicRooms { nodes { id } } }', { publicRooms: { nodes: [] } }],
    ['the site', () => '{ site { id } }', { site: { id: 'shop' } }],
  ]
  test.each(queries)('%s', async (_, query, answer) => {
    expect(await target.graphql(query())).toEqual(answer)
  })

  test('a room by the key that both sites use is one’s own', async () => {
    const answer = { room: { id: target.shop.id } }
    expect(await target.graphql('{ room(key: "order-42") { id } }')).toEqual(answer)
    expect(await target.shop.site.backend('{ room(key: "order-42") { id } }')).toEqual(answer)
  })

  test('the list of rooms holds one’s own', async () => {
    expect(await target.graphql('{ viewer { rooms { nodes { id } } } }')).toEqual({
      viewer: { rooms: { nodes: [{ id: target.shop.id }] } },
    })
  })

  test('a page around the other site’s message', async () => {
    const asked = target.graphql(
      `{ room(id: "${target.shop.id}") { messages(around: "${target.messages.club}") { position } } }`,
    )
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

/** With the club's room and message in place. */
const filled = (mutation: string): string =>
  `mutation { done: ${mutation
    .replace(/\bROOM\b/g, JSON.stringify(target.club.id))
    .replace(/\bOWN\b/g, JSON.stringify(target.shop.id))
    .replace(/\bMESSAGE\b/g, JSON.stringify(target.messages.club))
    .replace(/\bNONCE\b/g, JSON.stringify(nextNonce()))} { __typename ... on Refusal { code } } }`

const notFound = { done: { __typename: 'Refusal', code: 'NOT_FOUND' } }

describe('every mutation', () => {
  const asMember = [
    'sendMessage(roomId: ROOM, nonce: NONCE, text: "x")',
    'sendMessage(roomId: OWN, nonce: NONCE, text: "x", replyTo: MESSAGE)',
    'editMessage(roomId: ROOM, id: MESSAGE, nonce: NONCE, text: "x")',
    'editMessage(roomId: OWN, id: MESSAGE, nonce: NONCE, text: "x")',
    'deleteMessage(roomId: ROOM, id: MESSAGE, nonce: NONCE)',
    'deleteMessage(roomId: OWN, id: MESSAGE, nonce: NONCE)',
    'setReaction(roomId: ROOM, messageId: MESSAGE, nonce: NONCE, emoji: "👍", on: true)',
    'setReaction(roomId: OWN, messageId: MESSAGE, nonce: NONCE, emoji: "👍", on: true)',
    'markRead(roomId: ROOM, position: 1)',
    'joinRoom(id: ROOM)',
    'leaveRoom(id: ROOM)',
    'addMembers(roomId: ROOM, memberIds: ["ann"])',
    'removeMember(roomId: ROOM, memberId: "ben")',
    'setRole(roomId: ROOM, memberId: "ann", role: OWNER)',
    'setNotify(roomId: ROOM, notify: NONE)',
    'updateRoom(id: ROOM, input: { title: "mine" })',
    'openDirectRoom(memberId: "zoe")',
  ]
  test.each(asMember)('%s', async (mutation) => {
    expect(await target.graphql(filled(mutation))).toEqual(notFound)
  })

  const asBackend = [
    'sendMessage(roomId: ROOM, nonce: NONCE, text: "x", as: "ann")',
    'addMembers(roomId: ROOM, memberIds: ["ann"])',
    'removeMember(roomId: ROOM, memberId: "ann")',
    'setMembers(roomId: ROOM, members: [])',
    'setRole(roomId: ROOM, memberId: "ann", role: OWNER)',
    'updateRoom(id: ROOM, input: { title: "mine" })',
  ]
  test.each(asBackend)('as the shop’s backend: %s', async (mutation) => {
    expect(await target.shop.site.backend(filled(mutation))).toEqual(notFound)
  })

  test('as the shop’s backend: importMessages', async () => {
    const asked = target.shop.site.backend(filled('importMessages(roomId: ROOM, messages: [])'))
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('every destination', () => {
  const sends: [what: string, destination: () => string, body: object][] = [
    ['messages', () => destinations.messages(target.club.id), { text: 'x' }],
    ['edit', () => destinations.edit(target.club.id, target.messages.club), { text: 'x' }],
    ['edit under one’s own room', () => destinations.edit(target.shop.id, target.messages.club), { text: 'x' }],
    ['delete', () => destinations.delete(target.club.id, target.messages.club), {}],
    ['reactions', () => destinations.reactions(target.club.id, target.messages.club), { emoji: '👍', on: true }],
    ['typing', () => destinations.typing(target.club.id), {}],
    ['read', () => destinations.read(target.club.id), { position: 1 }],
  ]
  test.each(sends)('SEND %s', async (_, destination, body) => {
    const client = await target.connect()
    const receipt = await client.send(destination(), { nonce: nextNonce(), ...body })
    expect(receipt).toMatchObject({ outcome: 'refused', code: 'NOT_FOUND' })
    await client.destroy()
  })

  test('SUBSCRIBE ends at once, and nothing that is said there arrives', async () => {
    const client = await target.connect()
    client.subscribe(destinations.events)
    client.subscribe(destinations.topic(target.club.id), { id: 'club', after: 0 })
    client.subscribe(destinations.topic(target.shop.id), { id: 'shop' })
    expect(await client.event<TopicEvent>(({ type }) => type === 'ended')).toMatchObject({
      room: target.club.id,
      code: 'REMOVED',
    })
    const other = await target.club.site.stomp('ben')
    await say(other, target.club.id, 'between us')
    await say(client, target.shop.id, 'among us')
    await client.event<TopicEvent>((event) => event.type === 'message' && event.text === 'among us')
    for (const frame of client.frames.values) expect(frame.body).not.toContain(target.club.id)
    await client.destroy()
    await other.destroy()
    await target.accept()
  })
})
