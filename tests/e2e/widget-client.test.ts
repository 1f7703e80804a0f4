import type { Chat, Client, KeyValueStorage, OpenRoom } from '@damso/widget/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Server } from '../support/server.ts'
import { createSite, type TestSite } from '../support/site.ts'
import { memoryStorage, until, widgetClient } from '../support/widget-client.ts'

let server: Server
let site: TestSite
const clients: Client[] = []

beforeAll(async () => {
  server = await Server.start()
  site = await createSite(server, 'widget')
  await site.backend('mutation($m: [MemberInput!]!) { upsertMembers(members: $m) { __typename } }', {
    m: ['ann', 'ben', 'kim'].map((id) => ({ id, name: id })),
  })
})

afterAll(async () => {
  for (const client of clients) client.end()
  await server.remove()
})

async function makeRoom(key: string, members = ['ann', 'ben']): Promise<string> {
  const { upsertRoom } = await site.backend<{ upsertRoom: { id: string } }>(
    'mutation($key: String!) { upsertRoom(key: $key, input: {title: "Room"}) { ... on Room { id } } }',
    { key },
  )
  await site.backend(
    'mutation($id: ID!, $m: [RoomMemberInput!]!) { setMembers(roomId: $id, members: $m) { __typename } }',
    { id: upsertRoom.id, m: members.map((id) => ({ id })) },
  )
  return upsertRoom.id
}

async function enter(member: string, id: string, storage?: KeyValueStorage): Promise<{ chat: Chat; room: OpenRoom }> {
  const client = widgetClient(server, site, member, storage)
  clients.push(client)
  await client.session.token()
  const chat = (await until(client.chat, (value) => value !== null)) as Chat
  chat.connection.open()
  const room = chat.openRoom(id)
  await until(room.timeline.state, ({ status }) => status === 'ready')
  await until(chat.connection.state, (state) => state === 'connected')
  return { chat, room }
}

const texts = (room: OpenRoom) => room.timeline.state.value.messages.map(({ text }) => text)
const holds = (room: OpenRoom, text: string) =>
  until(room.timeline.state, ({ messages }) => messages.some((message) => message.text === text))

test('two members talk; each message is shown once and leaves the unsent list', async () => {
  const id = await makeRoom('talk')
  const ann = await enter('ann', id)
  const ben = await enter('ben', id)
  ann.chat.unsent.add(id, 'hello')
  await holds(ben.room, 'hello')
  ben.chat.unsent.add(id, 'hi')
  await Promise.all([holds(ann.room, 'hi'), holds(ben.room, 'hi')])
  await until(ann.chat.unsent.messages, ({ length }) => length === 0)
  expect(texts(ann.room)).toEqual(['hello', 'hi'])
  expect(texts(ben.room)).toEqual(['hello', 'hi'])
})

test('edits, deletions and reactions come to everybody', async () => {
  const id = await makeRoom('changes')
  const ann = await enter('ann', id)
  const ben = await enter('ben', id)
  ann.chat.unsent.add(id, 'one')
  ann.chat.unsent.add(id, 'two')
  await holds(ben.room, 'two')
  const [one, two] = ben.room.timeline.state.value.messages.map((message) => message.id) as [string, string]
  expect(await ann.room.edit(one, 'won')).toBeUndefined()
  expect(await ben.room.react(one, '👍', true)).toBeUndefined()
  expect(await ben.room.delete(two)).toEqual({ code: 'FORBIDDEN', field: null })
  expect(await ann.room.delete(two)).toBeUndefined()
  await until(ben.room.timeline.state, ({ messages }) => messages[1]?.deletedAt !== null)
  await until(ben.room.timeline.state, ({ messages }) => messages[0]?.reactions.length === 1)
  expect(texts(ben.room)).toEqual(['won', null])
  expect(ben.room.timeline.state.value.messages[0]?.reactions).toEqual([{ emoji: '👍', members: ['ben'] }])
})

test('what is written while the server is dead is sent once it is back, once, in order', async () => {
  const id = await makeRoom('dead')
  const ann = await enter('ann', id, memoryStorage())
  const ben = await enter('ben', id)
  const written: string[] = []
  for (let round = 0; round < 4; round++) {
    for (let at = 0; at < 5; at++) {
      written.push(`${round}-${at}`)
      ann.chat.unsent.add(id, `${round}-${at}`)
    }
    await server.kill()
    written.push(`${round}-offline`)
    ann.chat.unsent.add(id, `${round}-offline`)
    await server.start()
    ann.chat.connection.wake()
    ben.chat.connection.wake()
    await until(ann.chat.unsent.messages, ({ length }) => length === 0)
  }
  await holds(ben.room, written.at(-1) as string)
  expect(texts(ben.room)).toEqual(written)
  expect(texts(ann.room)).toEqual(written)
})

test('unsent messages outlive a reload, and are never sent by another member', async () => {
  const id = await makeRoom('reload')
  const storage = memoryStorage()
  const before = await enter('ann', id, storage)
  before.chat.connection.close()
  before.chat.unsent.add(id, 'kept')
  before.chat.end()
  const ben = await enter('ben', id, storage)
  expect(ben.chat.unsent.messages.value).toEqual([])
  const after = await enter('ann', id, storage)
  await holds(ben.room, 'kept')
  await until(after.chat.unsent.messages, ({ length }) => length === 0)
  expect(storage.length).toBe(0)
  expect(ben.room.timeline.state.value.messages[0]?.sender?.id).toBe('ann')
})

test('a long room is walked to its beginning and back in a bounded window', async () => {
  const id = await makeRoom('long')
  const total = 700
  for (let from = 0; from < total; from += 350)
    await site.backend(
      'mutation($id: ID!, $m: [ImportMessage!]!) { importMessages(roomId: $id, messages: $m) { __typename } }',
      {
        id,
        m: Array.from({ length: 350 }, (_, at) => ({
          as: 'ann',
          nonce: `import-${String(from + at).padStart(4, '0')}`,
          text: String(from + at),
          sentAt: new Date(Date.UTC(2026, 0, 1) + (from + at) * 60_000).toISOString(),
        })),
      },
    )
  const { room } = await enter('ben', id)
  const { timeline } = room
  const seen = new Set(texts(room))
  while (timeline.state.value.hasOlder) {
    timeline.loadOlder()
    await until(timeline.state, ({ loading }) => loading === null)
    for (const text of texts(room)) seen.add(text)
    expect(timeline.state.value.messages.length).toBeLessThanOrEqual(200)
    const shown = texts(room).map(Number)
    expect(shown).toEqual(shown.map((_, at) => (shown[0] as number) + at))
  }
  expect(seen.size).toBe(total)
  expect(timeline.state.value.hasNewer).toBe(true)
  timeline.loadNewer()
  await until(timeline.state, ({ loading }) => loading === null)
  expect(timeline.state.value.hasOlder).toBe(true)
  timeline.jumpToNewest()
  await until(timeline.state, ({ hasNewer }) => !hasNewer)
  expect(texts(room).at(-1)).toBe(String(total - 1))
})

test('a member who is removed loses the room at once', async () => {
  const id = await makeRoom('removed')
  const ben = await enter('ben', id)
  await site.backend('mutation($id: ID!) { removeMember(roomId: $id, memberId: "ben") { __typename } }', { id })
  const { messages } = await until(ben.room.timeline.state, ({ status }) => status === 'closed')
  expect(messages).toEqual([])
})

test('unread counts are the server’s, and reading clears them', async () => {
  const id = await makeRoom('unread', ['ann', 'kim'])
  const ann = await enter('ann', id)
  const kim = widgetClient(server, site, 'kim')
  clients.push(kim)
  await kim.session.token()
  const chat = (await until(kim.chat, (value) => value !== null)) as Chat
  chat.connection.open()
  await until(chat.rooms.state, ({ status }) => status === 'ready')
  ann.chat.unsent.add(id, 'one')
  ann.chat.unsent.add(id, 'two')
  await until(chat.rooms.state, ({ unreadTotal }) => unreadTotal === 2)
  const room = chat.openRoom(id)
  const { messages } = await until(room.timeline.state, ({ status }) => status === 'ready')
  room.signals.read(messages.at(-1)?.position ?? 0)
  await until(chat.rooms.state, ({ unreadTotal }) => unreadTotal === 0)
})

test('what is read while there is no connection is told when there is one', async () => {
  const id = await makeRoom('offline', ['ann', 'kim'])
  const ann = await enter('ann', id)
  const kim = await enter('kim', id)
  ann.chat.unsent.add(id, 'hello')
  await holds(kim.room, 'hello')
  await until(kim.chat.rooms.state, ({ unreadTotal }) => unreadTotal > 0)
  kim.chat.connection.pause()
  await until(kim.chat.connection.state, (state) => state !== 'connected')
  kim.room.signals.read(kim.room.timeline.state.value.messages.at(-1)?.position ?? 0)
  // Markers go once a second: by then it had nowhere to go.
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  kim.chat.connection.open()
  await until(kim.chat.rooms.state, ({ unreadTotal }) => unreadTotal === 0)
})

test('a room with more unread than a page begins with the first of them', async () => {
  const id = await makeRoom('much', ['ann', 'kim'])
  const ann = await enter('ann', id)
  for (let number = 1; number <= 70; number++) ann.chat.unsent.add(id, `${number}`)
  await until(ann.chat.unsent.messages, ({ length }) => length === 0)
  const kim = await enter('kim', await makeRoom('much-elsewhere', ['ann', 'kim']))
  const { chat } = kim
  await until(chat.rooms.state, ({ rooms }) => rooms.some((room) => room.id === id && room.lastSeq === 70))
  const readAfter = ann.room.timeline.state.value.messages.find(({ text }) => text === '10')?.position ?? 0
  const room = chat.openRoom(id, { unreadAfter: readAfter })
  await until(room.timeline.state, ({ status }) => status === 'ready')
  const { hasOlder, hasNewer } = room.timeline.state.value
  expect({ texts: texts(room), hasOlder, hasNewer }).toEqual({
    ...{ texts: Array.from({ length: 60 }, (_, at) => `${at + 1}`), hasOlder: false, hasNewer: true },
  })
  room.timeline.loadNewer()
  await holds(room, '70')
  ann.chat.unsent.add(id, '71')
  await holds(room, '71')
})

test('a list from before something was archived does not take it back, and is asked for again', async () => {
  const id = await makeRoom('behind')
  const [ann, ben] = [await enter('ann', id), await enter('ben', id)]
  const aside = await makeRoom('aside')
  await until(ann.chat.openRoom(aside).timeline.state, ({ status }) => status === 'ready')
  const { api, rooms } = ann.chat
  const ask = api.request
  const answers: ('old' | 'new')[] = []
  let last: unknown
  let old = 0
  // What the server said last, so many times more: as an archive does that is slow.
  api.request = async <R, V>(operation: Parameters<typeof ask<R, V>>[0], variables: V): Promise<R> => {
    if (!Object.hasOwn(variables as object, 'search')) return ask(operation, variables)
    const isOld = old > 0
    if (isOld) old--
    else last = await ask(operation, variables)
    answers.push(isOld ? 'old' : 'new')
    return last as R
  }
  rooms.refresh()
  await expect.poll(() => answers, { timeout: 10_000 }).toHaveLength(1)
  const listed = () => rooms.state.value.rooms.find((room) => room.id === id)
  const seen: (string | null | undefined)[] = []
  rooms.state.subscribe(() => seen.push(listed()?.lastMessage?.text))
  const newest = () => ben.room.timeline.state.value.messages.at(-1)?.id ?? ''
  const acts: [string | null, () => unknown][] = [
    ['news', () => ben.chat.unsent.add(id, 'news')],
    ['better news', () => ben.room.edit(newest(), 'better news')],
    [null, () => ben.room.delete(newest())],
  ]
  for (const [text, act] of acts) {
    answers.length = seen.length = 0
    old = 2
    act()
    // What is heard of one room is no answer of another's.
    await until(rooms.state, () => seen.includes(text))
    ben.chat.unsent.add(aside, `beside ${text}`)
    await expect.poll(() => answers.join(' '), { timeout: 30_000 }).toMatch(/^old old (new ?)+$/)
    await until(rooms.state, () => listed()?.viewerMembership?.unreadCount === 1)
    expect(new Set(seen.slice(seen.indexOf(text)))).toEqual(new Set([text]))
  }
})
