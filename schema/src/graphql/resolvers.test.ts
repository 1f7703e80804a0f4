import { graphql as run } from 'graphql'
import { describe, expect, test } from 'vitest'
import { Fault, Refusal } from '../model/index.ts'
import type { Services, ViewedRoom, Viewer } from '../services/index.ts'
import { memberViewer, messageBy, ROOM_ID, serverViewer, servicesOf, viewedRoom } from '../testing/index.ts'
import { createLoaders, schema } from './index.ts'

const jimin = memberViewer('jimin')

async function ask(source: string, services: Services, viewer: Viewer | null = jimin) {
  const site = viewer?.site ?? null
  const contextValue = { viewer, site, services, loaders: createLoaders(services, viewer, site) }
  return run({ schema, source, contextValue })
}

const codeOf = (error: unknown) => (error instanceof Fault || error instanceof Refusal ? error.code : error)

/** A room that holds what a test says of it. */
const roomOf = (change: Partial<ViewedRoom> = {}) => ({
  find: async () => viewedRoom(change),
  findMany: async (_viewer: Viewer, ids: readonly string[]) => ids.map((id) => viewedRoom({ ...change, id })),
})

describe('who may ask', () => {
  const room = `roomId: "${ROOM_ID}"`
  const once = 'nonce: "nonce-0001"'
  const result = '{ __typename }'
  const ofMembers = [
    '{ publicRooms { nodes { id } } }',
    '{ members(search: "a") { nodes { id } } }',
    `mutation { createRoom(input: {title: "t"}) ${result} }`,
    `mutation { openDirectRoom(memberId: "a") ${result} }`,
    `mutation { joinRoom(id: "r") ${result} }`,
    `mutation { leaveRoom(id: "r") ${result} }`,
    `mutation { markRead(${room}, position: 1) ${result} }`,
    `mutation { setNotify(${room}, notify: ALL) ${result} }`,
    `mutation { editMessage(${room}, id: "m", ${once}, text: "t") ${result} }`,
    `mutation { deleteMessage(${room}, id: "m", ${once}) ${result} }`,
    `mutation { setReaction(${room}, messageId: "m", ${once}, emoji: "👍", on: true) ${result} }`,
  ]
  const ofServers = [
    `mutation { upsertMembers(members: []) ${result} }`,
    `mutation { upsertRoom(key: "k", input: {}) ${result} }`,
    `mutation { setMembers(${room}, members: []) ${result} }`,
    `mutation { importMessages(${room}, messages: []) ${result} }`,
  ]
  const ofBoth = [
    '{ room(key: "k") { id } }',
    `mutation { sendMessage(${room}, ${once}, text: "t") ${result} }`,
    `mutation { updateRoom(id: "r", input: {}) ${result} }`,
    `mutation { addMembers(${room}, memberIds: []) ${result} }`,
    `mutation { removeMember(${room}, memberId: "a") ${result} }`,
    `mutation { setRole(${room}, memberId: "a", role: OWNER) ${result} }`,
  ]
  const faultOf = async (document: string, viewer: Viewer | null) => {
    const { errors } = await ask(document, servicesOf({}), viewer)
    return codeOf(errors?.[0]?.originalError)
  }

  test.each([...ofMembers, ...ofServers, ...ofBoth])('nobody is told TOKEN: %s', async (document) => {
    expect(await faultOf(document, null)).toBe('TOKEN')
  })
  test.each(ofMembers)('a server is told FORBIDDEN: %s', async (document) => {
    expect(await faultOf(document, serverViewer())).toBe('FORBIDDEN')
  })
  test.each(ofServers)('a member is told FORBIDDEN: %s', async (document) => {
    expect(await faultOf(document, jimin)).toBe('FORBIDDEN')
  })
  test.each(ofBoth)('both come as far as the service: %s', async (document) => {
    for (const viewer of [jimin, serverViewer()])
      expect(String(await faultOf(document, viewer))).toMatch(/is not given/)
  })

  test('the viewer is null before login and for a server', async () => {
    for (const viewer of [null, serverViewer()]) {
      expect((await ask('{ viewer { unreadTotal } }', servicesOf({}), viewer)).data).toEqual({ viewer: null })
    }
  })
})

describe('a message', () => {
  const nonces = async (viewer: Viewer) => {
    const messages = [messageBy('jimin'), messageBy('suho'), messageBy('x', { sender: null })]
    const page = { messages, hasPreviousPage: false, hasNextPage: false, position: 70 }
    const services = servicesOf({ rooms: roomOf(), messages: { page: async () => page } })
    const { data } = await ask('{ room(key: "k") { messages { nodes { nonce } } } }', services, viewer)
    return JSON.parse(JSON.stringify(data)).room.messages.nodes.map(({ nonce }: { nonce: string | null }) => nonce)
  }

  test('shows its nonce to its own sender alone', async () => {
    expect(await nonces(jimin)).toEqual(['nonce-0001', null, null])
    expect(await nonces(memberViewer('suho'))).toEqual([null, 'nonce-0001', null])
    expect(await nonces(serverViewer())).toEqual([null, null, null])
  })

  test('asks for all that is named by a page in one call each', async () => {
    const calls: string[] = []
    const messages = ['AAAAAAAAAAAAAAAAAAAAAB', 'AAAAAAAAAAAAAAAAAAAAAC', 'AAAAAAAAAAAAAAAAAAAAAB'].map((replyTo) =>
      messageBy('jimin', {
        replyTo,
        mentions: ['suho', 'gone'],
        reactions: [{ emoji: '👍', members: ['suho', 'jimin'] }],
      }),
    )
    const services = servicesOf({
      rooms: roomOf(),
      members: {
        find: async (_site, ids) => {
          calls.push(`members ${ids}`)
          return ids.map((id) => (id === 'gone' ? undefined : memberViewer(id).member))
        },
      },
      messages: {
        page: async () => ({ messages, hasPreviousPage: true, hasNextPage: false, position: 90 }),
        find: async (_viewer, room, ids) => {
          calls.push(`messages ${room === ROOM_ID} ${ids}`)
          return ids.map((id) => (id.endsWith('B') ? messageBy('suho', { id }) : undefined))
        },
      },
    })
    const { data, errors } = await ask(
      `{ room(key: "k") { messages(last: 3) { position pageInfo { hasPreviousPage startCursor } nodes {
        room { id } replyTo { id } mentions { id } reactions { count viewerReacted members(first: 1) { id } } } } } }`,
      services,
    )
    expect(errors).toBeUndefined()
    expect(calls.sort()).toEqual(['members suho,gone', 'messages true AAAAAAAAAAAAAAAAAAAAAB,AAAAAAAAAAAAAAAAAAAAAC'])
    const { messages: page } = JSON.parse(JSON.stringify(data)).room
    expect(page).toMatchObject({ position: 90, pageInfo: { hasPreviousPage: true, startCursor: '70' } })
    expect(page.nodes[1]).toEqual({
      room: { id: ROOM_ID },
      replyTo: null,
      mentions: [{ id: 'suho' }],
      reactions: [{ count: 2, viewerReacted: true, members: [{ id: 'suho' }] }],
    })
  })
})

describe('which messages', () => {
  const windowFor = async (args: string) => {
    let asked: unknown
    const page = async (_viewer: Viewer, _room: string, window: unknown) => {
      asked = window
      return { messages: [], hasPreviousPage: false, hasNextPage: false, position: 0 }
    }
    const services = servicesOf({ rooms: roomOf(), messages: { page } })
    const { errors } = await ask(`{ room(key: "k") { messages${args} { position } } }`, services)
    const [error] = errors ?? []
    return error?.originalError instanceof Refusal ? error.originalError.toJSON() : (error ?? asked)
  }

  test.each([
    ['', { limit: 50 }],
    ['(last: 20)', { limit: 20 }],
    ['(last: 20, before: "700")', { limit: 20, before: 700 }],
    ['(first: 20)', { limit: 20, after: 0 }],
    ['(first: 20, after: "700", atLeast: 900)', { limit: 20, after: 700, atLeast: 900 }],
    ['(around: "AAAAAAAAAAAAAAAAAAAAAA", first: 10)', { limit: 10, around: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['(aroundDate: "2026-01-01T09:00:00+09:00")', { limit: 50, aroundDate: Date.UTC(2026, 0, 1) }],
  ])('%s', async (args, window) => {
    expect(await windowFor(args)).toEqual(window)
  })

  test.each([
    ['(first: 0)', 'INVALID', 'first'],
    ['(last: 101)', 'TOO_LONG', 'last'],
    ['(first: 1, last: 1)', 'INVALID', 'first'],
    ['(after: "1", before: "9")', 'INVALID', 'after'],
    ['(before: "9", around: "a")', 'INVALID', 'before'],
    ['(around: "a", aroundDate: "2026-01-01T00:00:00Z")', 'INVALID', 'around'],
    ['(after: "not one of ours")', 'INVALID', 'after'],
    ['(before: "-1")', 'INVALID', 'before'],
  ])('%s is refused', async (args, code, field) => {
    expect(await windowFor(args)).toMatchObject({ code, field, message: expect.stringContaining(field) })
  })

  test.each(['"2026-13-01T00:00:00Z"', '"yesterday"', '7'])('aroundDate %s is no time', async (time) => {
    expect(String(await windowFor(`(aroundDate: ${time})`))).toMatch(/DateTime/)
  })

  test.each(['-1', '9007199254740992', '1.5', '"1"'])('atLeast %s is no position', async (position) => {
    expect(String(await windowFor(`(atLeast: ${position})`))).toMatch(/Position/)
  })
})

describe('a room', () => {
  test('of two is titled and pictured by the other', async () => {
    const counterpart = { id: 'suho', name: '수호', picture: 'https://shop.example/suho.png' }
    const services = servicesOf({ rooms: roomOf({ kind: 'direct', title: '', counterpart }) })
    expect((await ask('{ room(key: "k") { kind title picture } }', services)).data).toEqual({
      room: { kind: 'DIRECT', title: '수호', picture: counterpart.picture },
    })
  })

  test('is by exactly one of id and key', async () => {
    for (const args of ['', '(id: "a", key: "b")', '(id: null, key: null)']) {
      const { errors } = await ask(`{ room${args} { id } }`, servicesOf({ rooms: roomOf() }))
      expect(codeOf(errors?.[0]?.originalError), args).toBe('INVALID')
    }
  })

  test('in a page brings the viewer’s membership and unread count without another call', async () => {
    const membership = {
      site: 'shop',
      room: ROOM_ID,
      member: 'jimin',
      role: 'owner' as const,
      state: 'active' as const,
      version: 1,
      joinedAt: 0,
      readPosition: 50,
      readSeq: 5,
      notify: 'all' as const,
      mutedUntil: null,
    }
    const node = viewedRoom({ viewerMembership: membership, viewerCan: ['read', 'deleteAny'] })
    const services = servicesOf({
      rooms: { list: async () => ({ edges: [{ cursor: 'c1', node }], hasNextPage: true }) },
    })
    const { data } = await ask(
      `{ viewer { rooms(first: 1, unreadOnly: true) { pageInfo { hasNextPage endCursor }
        nodes { viewerCan viewerMembership { role unreadCount room { title } } } } } }`,
      services,
    )
    expect(data).toEqual({
      viewer: {
        rooms: {
          pageInfo: { hasNextPage: true, endCursor: 'c1' },
          nodes: [
            {
              viewerCan: ['READ', 'DELETE_ANY'],
              viewerMembership: { role: 'OWNER', unreadCount: 2, room: { title: 'Order 42' } },
            },
          ],
        },
      },
    })
  })

  test('is asked for anew after a change in the same request', async () => {
    let title = 'old'
    const services = servicesOf({
      rooms: {
        findMany: async (_viewer, ids) => ids.map((id) => viewedRoom({ id, title })),
        update: async () => {
          title = 'new'
          return viewedRoom({ title })
        },
      },
      messages: { send: async () => messageBy('jimin') },
    })
    const send = `sendMessage(roomId: "${ROOM_ID}", nonce: "nonce-0001", text: "x") { ... on Message { room { title } } }`
    const { data } = await ask(
      `mutation { a: ${send} updateRoom(id: "${ROOM_ID}", input: {title: "new"}) { __typename } b: ${send} }`,
      services,
    )
    expect(data).toMatchObject({ a: { room: { title: 'old' } }, b: { room: { title: 'new' } } })
  })
})

describe('inputs reach the service as they came', () => {
  test('a message, without the nulls that a client may send', async () => {
    let asked: unknown[] = []
    const send = async (...args: unknown[]) => {
      asked = args
      return messageBy('jimin')
    }
    const document = `mutation { sendMessage(roomId: "${ROOM_ID}", nonce: "nonce-0001", text: "", replyTo: null,
      retry: true, as: "suho") { __typename } }`
    await ask(document, servicesOf({ messages: { send } }), serverViewer())
    expect(asked).toEqual([serverViewer(), ROOM_ID, { nonce: 'nonce-0001', text: '', retry: true }, 'suho'])
  })

  test('a list answers each item for itself', async () => {
    const refusal = new Refusal({ code: 'INVALID', message: 'members[1].name is empty', field: 'members[1].name' })
    const upsert = async () => [{ value: jimin.member }, { refusal }]
    const { data } = await ask(
      `mutation { upsertMembers(members: [{id: "jimin", name: "지민"}, {id: "b", name: ""}]) {
        ... on Member { id } ... on Refusal { code field limit } } }`,
      servicesOf({ members: { upsert } }),
      serverViewer(),
    )
    expect(data).toEqual({
      upsertMembers: [{ id: 'jimin' }, { code: 'INVALID', field: 'members[1].name', limit: null }],
    })
  })
})
