import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Server } from '../support/server.ts'
import { createSite, type TestSite } from '../support/site.ts'
import { StompClient } from '../support/stomp-client.ts'
import { type Frame, FrameReader } from '../support/stomp-frame.ts'

/**
 * The examples of PROTOCOL.md, said to a real server word for word: only room, token and positions are put in. What it answers
 * has the headers and the JSON of the page.
 */
const page = readFileSync(new URL('../../../schema/PROTOCOL.md', import.meta.url), 'utf8')
const PAGE_ROOM = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab'
const examples = [...page.matchAll(/^```\n([A-Z]+\n[^`]*)\^@\n```$/gm)].map(([, text = '']) => text)

/** The one example that holds all of these words. */
function example(...words: string[]): string {
  const found = examples.filter((text) => words.every((word) => text.includes(word)))
  expect(found, words.join()).toHaveLength(1)
  return found[0] ?? ''
}

function parsed(text: string): Frame {
  const [frame] = new FrameReader().read(Buffer.from(`${text}\0`))
  if (!frame) throw new Error(`no frame: ${text}`)
  return frame
}

/** Names and kinds of values, without the values. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (value === null || typeof value !== 'object') return value === null ? null : typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

const formOf = ({ command, headers, body }: Frame) => ({
  command,
  headers: [...headers.keys()].sort(),
  body: body.startsWith('{') ? shapeOf(JSON.parse(body)) : body,
})

let server: Server
let site: TestSite
let room: string
let client: StompClient

beforeAll(async () => {
  server = await Server.start()
  site = await createSite(server, 'shop')
  await site.backend(
    'mutation { upsertMembers(members: [{id: "jimin", name: "지민"}, {id: "suho", name: "수호"}]) { __typename } }',
  )
  const { upsertRoom } = await site.backend<{ upsertRoom: { id: string } }>(
    'mutation { upsertRoom(key: "order-42", input: {title: "Order 42"}) { ... on Room { id } } }',
  )
  room = upsertRoom.id
  await site.backend(
    `mutation { setMembers(roomId: "${room}", members: [{id: "jimin"}, {id: "suho"}]) { __typename } }`,
  )
  client = new StompClient(server.stomp)
  await client.opened()
})
afterAll(() => server?.remove())

/** Says an example, and gives the next answer that matches. */
async function say(text: string, match: (frame: Frame) => boolean): Promise<Frame> {
  client.write(`${text.replaceAll(PAGE_ROOM, room)}\0`)
  return client.frames.next(match, { what: text.slice(0, 40) })
}

const receipt = (id: string) => (frame: Frame) => frame.command === 'RECEIPT' && frame.headers.get('receipt-id') === id
const eventOf = (type: string) => (frame: Frame) =>
  frame.command === 'MESSAGE' && (JSON.parse(frame.body) as { type?: string }).type === type

let first: Frame

test('CONNECT is answered as on the page', async () => {
  const token = await site.token('jimin', { name: '지민' })
  const connect = example('CONNECT\n', 'passcode').replace(/passcode:.*/, `passcode:${token}`)
  const connected = await say(connect, ({ command }) => command === 'CONNECTED')
  expect(formOf(connected)).toEqual(formOf(parsed(example('CONNECTED\n'))))
  expect(connected.headers.get('heart-beat')).toBe('10000,10000')
})

test('SEND is stored, and its retry is the same message', async () => {
  first = await say(example('SEND\n', 'r-1'), receipt('r-1'))
  expect(formOf(first)).toEqual(formOf(parsed(example('RECEIPT\n', 'r-1'))))
  expect(first.headers.get('outcome')).toBe('stored')
  const again = await say(example('SEND\n', 'r-3'), receipt('r-3'))
  for (const name of ['outcome', 'position', 'message-id'])
    expect(again.headers.get(name)).toBe(first.headers.get(name))
})

test('a refusal is told on the queue, then by the RECEIPT', async () => {
  client.write('SUBSCRIBE\nid:errors\ndestination:/user/queue/errors\n\n\0')
  const told = example('MESSAGE\n', 'error-r-2')
  const long = example('SEND\n', 'r-1').replace('r-1', 'r-2').replace('안녕하세요!', 'x'.repeat(8_193))
  const refused = await say(long, ({ command }) => command === 'MESSAGE')
  expect(formOf(refused)).toEqual(formOf(parsed(told)))
  expect(refused.body).toBe(parsed(told).body)
  expect(formOf(await client.frames.next(receipt('r-2')))).toEqual(formOf(parsed(example('RECEIPT\n', 'r-2'))))
})

test('SUBSCRIBE after a position recovers, and messages follow', async () => {
  const position = first.headers.get('position') ?? ''
  const subscribed = await say(example('SUBSCRIBE\n').replace('after:70', `after:${position}`), eventOf('subscribed'))
  expect(formOf(subscribed)).toEqual(formOf(parsed(example('MESSAGE\n', '"subscribed"'))))
  expect(JSON.parse(subscribed.body)).toMatchObject({ recovered: true, position: Number(position) })
  const suho = await site.stomp('suho', { name: '수호' })
  await suho.send(`/app/rooms/${room}/messages`, { nonce: 'Xv4_pL8sTz', text: '네, 안녕하세요' })
  const message = await client.frames.next(eventOf('message'))
  expect(formOf(message)).toEqual(formOf(parsed(example('MESSAGE\n', '"type":"message"'))))
  await suho.destroy()
})

test('a member who is removed is told so, may not come back, and keeps the connection', async () => {
  await site.backend(`mutation { removeMember(roomId: "${room}", memberId: "jimin") { __typename } }`)
  const ended = { type: 'ended', room, code: 'REMOVED' }
  expect(JSON.parse((await client.frames.next(eventOf('ended'))).body)).toEqual(ended)
  client.unsubscribe(room)
  const again = await say(example('SUBSCRIBE\n'), eventOf('ended'))
  expect(JSON.parse(again.body)).toEqual(ended)
  expect(client.isOpen).toBe(true)
})

test('what the destination does not take ends the connection', async () => {
  client.write('SUBSCRIBE\nid:events\ndestination:/user/queue/events\nack:client\n\n\0')
  const { closeCode, error } = await client.closed
  expect(error?.headers.get('code')).toBe('UNSUPPORTED')
  expect(closeCode).toBe(4002)
})
