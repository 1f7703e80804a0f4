import { destinations, type UserEvent } from '@damso/schema/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRoom, listen, nextNonce, ofType, say, type TestRoom } from '../live/room.ts'
import { damso, damsoJson } from '../support/damso.ts'
import { createGraphql } from '../support/graphql-client.ts'
import { Queue } from '../support/queue.ts'
import { Server } from '../support/server.ts'
import { StompClient } from '../support/stomp-client.ts'
import { recreateTopic } from '../support/stores.ts'
import { watchQueries } from '../support/watch-queries.ts'

interface LogStatus {
  epoch: number
  partitions: { partition: number; lag: number; owner: string | null }[]
  nodes: string[]
}

const PATIENCE = { timeout: 60_000, interval: 250 }
const NAMES = ['first', 'second'] as const

let nodes: Record<(typeof NAMES)[number], Server>
let room: TestRoom

beforeAll(async () => {
  const first = await Server.start({ env: { NODE_NAME: 'first' } })
  const second = await Server.start({ stores: first.stores, env: { NODE_NAME: 'second' } })
  nodes = { first, second }
  room = await createRoom(first, 'shop', ['minji', 'junho', 'haeun'])
})
afterAll(async () => {
  await nodes.second.stop()
  await nodes.first.remove()
})

const on = async (node: Server, member: string) =>
  StompClient.connect({ url: node.stomp, site: room.site.id, token: await room.site.token(member) })

const asMember = async (node: Server, member: string) =>
  createGraphql({ url: node.graphql, token: await room.site.token(member) })

const status = () => damsoJson<LogStatus>(nodes.first.stores, ['event-log', 'status'])

/** By name of the node, how many partitions it archives. */
async function shares(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { owner } of (await status()).partitions) {
    const name = owner?.replace(/-\d+-[0-9a-f]+$/, '') ?? 'nobody'
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

interface PageAnswer {
  room: { messages: { nodes: { text: string; seq: number | null }[] } }
}

async function pageOn(node: Server, member: string, atLeast = 0) {
  const graphql = await asMember(node, member)
  const answer = await graphql<PageAnswer>(
    'query ($id: ID!, $atLeast: Position) { room(id: $id) { messages(last: 100, atLeast: $atLeast) { nodes { text seq } } } }',
    { id: room.id, atLeast },
  )
  return answer.room.messages.nodes
}

test('nodes share the partitions evenly', async () => {
  await expect.poll(shares, PATIENCE).toEqual({ first: 2, second: 2 })
})

test('what is written on either node reaches both, once, in one order', async () => {
  const clients = await Promise.all([on(nodes.first, 'minji'), on(nodes.second, 'junho')])
  const heard = clients.map((client) => listen(client, room.id))
  await Promise.all(heard.map((events) => events.next(ofType('subscribed'))))
  const said = Array.from({ length: 40 }, (_, at) => `message ${at}`)
  await Promise.all(said.map((text, at) => say(clients[at % 2] as StompClient, room.id, text)))
  const orders = await Promise.all(
    heard.map(async (events) => {
      const order: string[] = []
      while (order.length < said.length) {
        const event = await events.next(ofType('message'))
        if (event.type === 'message') order.push(event.text ?? '')
      }
      return order
    }),
  )
  expect(orders[0]).toEqual(orders[1])
  expect([...(orders[0] ?? [])].sort()).toEqual([...said].sort())
  await Promise.all(clients.map((client) => client.close()))
})

test('what one node acknowledged is on the next page of the other', async () => {
  const minji = await on(nodes.first, 'minji')
  for (const text of ['one', 'two', 'three']) {
    const { position } = await say(minji, room.id, text)
    expect((await pageOn(nodes.second, 'junho', Number(position))).at(-1)?.text).toBe(text)
  }
  await minji.close()
})

test('a subscription that began on one node goes on after its place on the other', async () => {
  const [minji, junho] = [await on(nodes.first, 'minji'), await on(nodes.first, 'junho')]
  const before = listen(junho, room.id)
  await before.next(ofType('subscribed'))
  await say(minji, room.id, 'before the move')
  const seen = await before.next(ofType('message'))
  await junho.destroy()
  await say(minji, room.id, 'during the move')
  const moved = await on(nodes.second, 'junho')
  const after = listen(moved, room.id, 'position' in seen ? seen.position : 0)
  expect(await after.next(ofType('subscribed'))).toMatchObject({ recovered: true })
  expect(await after.next(ofType('message'))).toMatchObject({ text: 'during the move' })
  await Promise.all([minji.close(), moved.close()])
})

test('whoever reconnects asks no database anything, as long as the place is remembered', async () => {
  // A token that a node has never seen costs it one look at the member's name: those who come back bring theirs again.
  const token = await room.site.token('junho')
  const connect = () => StompClient.connect({ url: nodes.second.stomp, site: room.site.id, token })
  const [minji, junho] = [await on(nodes.first, 'minji'), await connect()]
  const before = listen(junho, room.id)
  await before.next(ofType('subscribed'))
  await say(minji, room.id, 'seen')
  const seen = await before.next(ofType('message'))
  const after = 'position' in seen ? seen.position : 0
  await junho.destroy()
  await say(minji, room.id, 'missed')
  await minji.close()
  // The archive asks on its own account, until it has done with all of that.
  await expect.poll(async () => (await status()).partitions.every(({ lag }) => lag === 0), PATIENCE).toBe(true)

  const queries = await watchQueries(nodes.first.stores, async () => {
    for (let visit = 0; visit < 20; visit++) {
      const client = await connect()
      const events = listen(client, room.id, after)
      expect(await events.next(ofType('subscribed'))).toMatchObject({ recovered: true })
      expect(await events.next(ofType('message'))).toMatchObject({ text: 'missed' })
      await client.close()
    }
  })
  expect(queries).toEqual({ sql: [], mongodb: [] })
  // What counts them does see them.
  const page = await watchQueries(nodes.first.stores, async () => void (await pageOn(nodes.second, 'junho')))
  expect(page.sql).not.toEqual([])
  expect(page.mongodb).not.toEqual([])
})

test('typing and read markers reach the other node: the room, and the member’s own devices', async () => {
  const [minji, phone, junho] = [
    await on(nodes.first, 'minji'),
    await on(nodes.second, 'minji'),
    await on(nodes.second, 'junho'),
  ]
  const own = new Queue<UserEvent>()
  phone.subscribe<UserEvent>(destinations.events, { onEvent: (event) => own.push(event) })
  await own.next(({ type }) => type === 'subscribed')
  const events = listen(junho, room.id)
  await events.next(ofType('subscribed'))
  await minji.send(destinations.typing(room.id), {})
  expect(await events.next(ofType('typing'))).toMatchObject({ member: { id: 'minji' } })
  const position = Number((await say(junho, room.id, 'read me')).position)
  await minji.send(destinations.read(room.id), { position })
  expect(await events.next(ofType('read'))).toMatchObject({ member: 'minji', position })
  expect(await own.next(({ type }) => type === 'read')).toMatchObject({ room: room.id, position })
  await Promise.all([minji.close(), phone.close(), junho.close()])
})

test('the same nonce on two nodes at once is one message', async () => {
  const clients = await Promise.all([on(nodes.first, 'minji'), on(nodes.second, 'minji')])
  const body = { nonce: nextNonce(), text: 'once and only once' }
  const receipts = await Promise.all(
    clients.map((client) => client.send(destinations.messages(room.id), { ...body, retry: false })),
  )
  expect(receipts.map(({ outcome }) => outcome)).toEqual(['stored', 'stored'])
  expect(new Set(receipts.map((receipt) => receipt['message-id'])).size).toBe(1)
  for (const node of [nodes.first, nodes.second]) {
    const atLeast = Math.max(...receipts.map(({ position }) => Number(position)))
    const texts = (await pageOn(node, 'junho', atLeast)).map(({ text }) => text)
    expect(texts.filter((text) => text === body.text)).toHaveLength(1)
  }
  await Promise.all(clients.map((client) => client.close()))
})

test('who is removed on one node loses the room on the other at once', async () => {
  const haeun = await on(nodes.second, 'haeun')
  const events = listen(haeun, room.id)
  await events.next(ofType('subscribed'))
  await room.site.backend('mutation ($room: ID!) { removeMember(roomId: $room, memberId: "haeun") { __typename } }', {
    room: room.id,
  })
  expect(await events.next(ofType('ended'))).toMatchObject({ code: 'REMOVED' })
  expect(await say(haeun, room.id, 'still here?')).toMatchObject({ outcome: 'refused' })
  const graphql = await asMember(nodes.second, 'haeun')
  expect(await graphql('query ($id: ID!) { room(id: $id) { id } }', { id: room.id })).toEqual({ room: null })
  await haeun.close()
})

test('a node that dies is taken over: everything it acknowledged is archived, each with its seq', async () => {
  const minji = await on(nodes.second, 'minji')
  const receipts = await Promise.all(Array.from({ length: 50 }, (_, at) => say(minji, room.id, `last words ${at}`)))
  await nodes.second.kill()
  const atLeast = Math.max(...receipts.map(({ position }) => Number(position)))
  await expect.poll(shares, PATIENCE).toEqual({ first: 4 })
  await expect
    .poll(async () => (await pageOn(nodes.first, 'junho', atLeast)).every(({ seq }) => seq !== null), PATIENCE)
    .toBe(true)
  const seqs = (await pageOn(nodes.first, 'junho')).map(({ seq }) => seq as number)
  expect(seqs).toEqual(seqs.map((_, at) => (seqs[0] as number) + at))
  await nodes.second.start()
  await expect.poll(shares, PATIENCE).toEqual({ first: 2, second: 2 })
})

test('a new epoch goes on where the old one ended, once every node is stopped', async () => {
  const { stores } = nodes.first
  const refused = await damso(stores, ['event-log', 'new-epoch'])
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Stop every node first') })

  const minji = await on(nodes.first, 'minji')
  const { position: old } = await say(minji, room.id, 'of the old epoch')
  await Promise.all([nodes.first.stop(), nodes.second.stop()])
  expect(await damsoJson<{ epoch: number }>(stores, ['event-log', 'new-epoch'])).toMatchObject({ epoch: 2 })
  await Promise.all([nodes.first.start(), nodes.second.start()])

  const again = await on(nodes.second, 'minji')
  const events = listen(again, room.id, Number(old))
  expect(await events.next(ofType('subscribed'))).toMatchObject({ recovered: true })
  const { position } = await say(again, room.id, 'of the new epoch')
  expect(Number(position)).toBeGreaterThan(Number(old))
  expect(await events.next(ofType('message'))).toMatchObject({ text: 'of the new epoch' })
  const texts = (await pageOn(nodes.first, 'junho', Number(position))).map(({ text }) => text)
  expect(texts.slice(-2)).toEqual(['of the old epoch', 'of the new epoch'])
  await again.close()
})

test('a log that was made anew takes no more sends on any node, until an operator has decided', async () => {
  const { stores } = nodes.first
  const writer = await on(nodes.first, 'minji')
  await say(writer, room.id, 'archived before the loss')
  await expect.poll(async () => (await pageOn(nodes.first, 'junho')).at(-1)?.seq ?? null, PATIENCE).not.toBeNull()
  const { epoch } = await status()

  await recreateTopic(stores, epoch)
  // Before a node knows what happened it cannot tell the outcome, and closes the connection.
  const sendOn = async (node: Server) => {
    const client = await on(node, 'minji')
    const { outcome, code } = await say(client, room.id, 'into nowhere')
    await client.close()
    return `${outcome} ${code}`
  }
  for (const node of [nodes.first, nodes.second])
    await expect.poll(() => sendOn(node).catch(String), PATIENCE).toBe('refused BUSY')
  const read = () => pageOn(nodes.second, 'junho').then((page) => page.map(({ text }) => text), String)
  await expect.poll(read, PATIENCE).toContain('archived before the loss')
  await expect.poll(async () => (await fetch(`${nodes.second.http}/ready`)).status, PATIENCE).toBe(503)

  await Promise.all([nodes.first.stop(), nodes.second.stop()])
  const { code, stderr } = await damso(stores, ['event-log', 'new-epoch'])
  expect({ code, stderr }).toMatchObject({ code: 1 })
  await damsoJson(stores, ['event-log', 'new-epoch', '--abandon'])
  await Promise.all([nodes.first.start(), nodes.second.start()])
  const minji = await on(nodes.second, 'minji')
  const { outcome, position } = await say(minji, room.id, 'and on it goes')
  expect(outcome).toBe('stored')
  const texts = (await pageOn(nodes.first, 'junho', Number(position))).map(({ text }) => text)
  expect(texts.slice(-2)).toEqual(['archived before the loss', 'and on it goes'])
  await minji.close()
})
