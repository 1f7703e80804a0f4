import { destinations, type RefusalDetails, type TopicEvent, type UserEvent } from '@damso/schema/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { damsoJson } from '../support/damso.ts'
import { Queue } from '../support/queue.ts'
import { Server } from '../support/server.ts'
import { createSite } from '../support/site.ts'
import { StompClient } from '../support/stomp-client.ts'
import { encodeFrame } from '../support/stomp-frame.ts'
import { createRoom, listen, nextNonce, ofType, say, type TestRoom } from './room.ts'

let server: Server
let room: TestRoom

beforeAll(async () => {
  server = await Server.start({ env: { MESSAGE_RATE: '10000' } })
  room = await createRoom(server, 'shop', ['minji', 'haeun', 'junho', 'seoyeon'])
})
afterAll(() => server.remove())

const member = (id: string) => room.site.stomp(id)

describe('a room', () => {
  test('says first what it can promise, then everything once and in order', async () => {
    const [minji, haeun] = [await member('minji'), await member('haeun')]
    const events = listen(haeun, room.id)
    expect(await events.next()).toMatchObject({ type: 'subscribed', recovered: false, room: room.id })
    const receipts = await Promise.all(Array.from({ length: 20 }, (_, at) => say(minji, room.id, `text ${at}`)))
    const positions = receipts.map(({ outcome, position }) => [outcome, Number(position)] as const)
    const seen = []
    for (let at = 0; at < 20; at += 1) seen.push(await events.next(ofType('message')))
    expect(seen).toMatchObject(
      positions.map(([, position], at) => ({ position, text: `text ${at}`, sender: { id: 'minji' } })),
    )
    expect(positions.every(([outcome]) => outcome === 'stored')).toBe(true)
    await Promise.all([minji.close(), haeun.close()])
  })

  test('after a position: everything since, nothing twice', async () => {
    const minji = await member('minji')
    const first = Number((await say(minji, room.id, 'before')).position)
    const missed = [await say(minji, room.id, 'missed 1'), await say(minji, room.id, 'missed 2')]
    const haeun = await member('haeun')
    const events = listen(haeun, room.id, first)
    expect(await events.next()).toMatchObject({ type: 'subscribed', recovered: true })
    expect(await events.next()).toMatchObject({
      type: 'message',
      text: 'missed 1',
      position: Number(missed[0]?.position),
    })
    expect(await events.next()).toMatchObject({ type: 'message', text: 'missed 2' })
    await say(minji, room.id, 'live')
    expect(await events.next()).toMatchObject({ text: 'live' })
    await Promise.all([minji.close(), haeun.close()])
  })

  test('after a position beyond the end: not recovered, nothing partial', async () => {
    const haeun = await member('haeun')
    const events = listen(haeun, room.id, 2 ** 50)
    expect(await events.next()).toMatchObject({ type: 'subscribed', recovered: false })
    await haeun.close()
  })

  test('a page and a subscription after it have no seam, while others write', async () => {
    const minji = await member('minji')
    const haeun = await member('haeun')
    const graphql = await room.site.graphql('haeun')
    const writing = Promise.all(Array.from({ length: 200 }, (_, at) => say(minji, room.id, `seam ${at}`)))
    const { room: page } = await graphql<{ room: { messages: { position: number; nodes: { position: number }[] } } }>(
      'query($id: ID!) { room(id: $id) { messages(last: 100) { position nodes { position } } } }',
      { id: room.id },
    )
    const events = listen(haeun, room.id, page.messages.position)
    expect(await events.next()).toMatchObject({ recovered: true })
    const positions = (await writing).map(({ position }) => Number(position))
    const last = Math.max(...positions)
    const live: number[] = []
    // The page may have been the later of the two, and hold everything.
    while (Math.max(page.messages.position, ...live) < last) {
      const event = await events.next(ofType('message'))
      if (event.type === 'message') live.push(event.position)
    }
    const paged = page.messages.nodes.map(({ position }) => position)
    const seen = [...paged, ...live]
    expect(new Set(seen).size).toBe(seen.length)
    expect(positions.filter((position) => position > Math.min(...seen) && !seen.includes(position))).toEqual([])
    await Promise.all([minji.close(), haeun.close()])
  })

  test('edits, deletions and reactions arrive as changes with their own places', async () => {
    const [minji, haeun] = [await member('minji'), await member('haeun')]
    const events = listen(haeun, room.id)
    await events.next(ofType('subscribed'))
    const { 'message-id': id = '' } = await say(minji, room.id, 'first')
    expect(await minji.send(destinations.edit(room.id, id), { nonce: nextNonce(), text: 'second' })).toMatchObject({
      outcome: 'stored',
    })
    expect(
      await haeun.send(destinations.reactions(room.id, id), { nonce: nextNonce(), emoji: '👍', on: true }),
    ).toMatchObject({ outcome: 'stored' })
    expect(await haeun.send(destinations.delete(room.id, id), { nonce: nextNonce() })).toMatchObject({
      outcome: 'refused',
      code: 'FORBIDDEN',
    })
    expect(await minji.send(destinations.delete(room.id, id), { nonce: nextNonce() })).toMatchObject({
      outcome: 'stored',
    })
    expect(await events.next(ofType('edited'))).toMatchObject({ message: id, text: 'second' })
    expect(await events.next(ofType('reaction'))).toMatchObject({ message: id, emoji: '👍', member: 'haeun', on: true })
    expect(await events.next(ofType('deleted'))).toMatchObject({ message: id, moderator: false })
    await Promise.all([minji.close(), haeun.close()])
  })

  test('the same nonce is the same message: at once, again, and as a retry', async () => {
    const minji = await member('minji')
    const body = { nonce: nextNonce(), text: 'once' }
    const [one, two] = await Promise.all([
      minji.send(destinations.messages(room.id), body),
      minji.send(destinations.messages(room.id), body),
    ])
    const three = await minji.send(destinations.messages(room.id), { ...body, retry: true })
    expect(two).toMatchObject({ outcome: 'stored', 'message-id': one['message-id'], position: one.position })
    expect(three).toMatchObject({ outcome: 'stored', 'message-id': one['message-id'], position: one.position })
    await minji.close()
  })

  test('a retry is answered in a room that was frozen since, and tells a removed member nothing', async () => {
    const [guest, minji] = [await member('seoyeon'), await member('minji')]
    const setFrozen = (frozen: boolean) =>
      room.site.backend(
        'mutation($id: ID!, $frozen: Boolean) { updateRoom(id: $id, input: { frozen: $frozen }) { __typename } }',
        {
          id: room.id,
          frozen,
        },
      )
    const said = { nonce: nextNonce(), text: 'before the frost' }
    const stored = await guest.send(destinations.messages(room.id), said)
    const { 'message-id': id = '' } = await say(minji, room.id, 'react to me')
    const reaction = { nonce: nextNonce(), emoji: '👍', on: true }
    const reacted = await guest.send(destinations.reactions(room.id, id), reaction)

    await setFrozen(true)
    expect(await say(guest, room.id, 'new')).toMatchObject({ outcome: 'refused', code: 'FROZEN' })
    expect(await guest.send(destinations.messages(room.id), { ...said, retry: true })).toMatchObject({
      outcome: 'stored',
      position: stored.position,
    })
    expect(await guest.send(destinations.reactions(room.id, id), { ...reaction, retry: true })).toMatchObject({
      outcome: 'stored',
      position: reacted.position,
    })
    await setFrozen(false)

    await room.site.backend(
      'mutation($room: ID!) { removeMember(roomId: $room, memberId: "seoyeon") { __typename } }',
      {
        room: room.id,
      },
    )
    for (const [to, body] of [
      [destinations.messages(room.id), said],
      [destinations.reactions(room.id, id), reaction],
    ] as const)
      expect(await guest.send(to, { ...body, retry: true })).toMatchObject({ outcome: 'refused', code: 'NOT_FOUND' })
    await room.site.backend(
      'mutation($room: ID!) { addMembers(roomId: $room, memberIds: ["seoyeon"]) { __typename } }',
      {
        room: room.id,
      },
    )
    await Promise.all([guest.close(), minji.close()])
  })

  test('a removed member loses the room at once, and others stay', async () => {
    const [minji, junho] = [await member('minji'), await member('junho')]
    const events = listen(junho, room.id)
    const others = listen(minji, room.id)
    await Promise.all([events.next(ofType('subscribed')), others.next(ofType('subscribed'))])
    await room.site.backend('mutation($room: ID!) { removeMember(roomId: $room, memberId: "junho") { __typename } }', {
      room: room.id,
    })
    expect(await events.next(ofType('ended'))).toEqual({ type: 'ended', room: room.id, code: 'REMOVED' })
    expect(await others.next(ofType('membership'))).toMatchObject({ state: 'removed', member: { id: 'junho' } })
    expect(await say(junho, room.id, 'still here?')).toMatchObject({ outcome: 'refused', code: 'NOT_FOUND' })
    expect(await listen(junho, room.id).next()).toMatchObject({ type: 'ended', code: 'REMOVED' })
    expect(junho.isOpen).toBe(true)
    await Promise.all([minji.close(), junho.close()])
  })

  test('typing reaches the others, a read marker the own devices and a small room', async () => {
    const [minji, haeun, phone] = [await member('minji'), await member('haeun'), await member('minji')]
    const own = new Queue<UserEvent>()
    phone.subscribe<UserEvent>(destinations.events, { onEvent: (event) => own.push(event) })
    expect(await own.next()).toEqual({ type: 'subscribed' })
    const events = listen(haeun, room.id)
    await events.next(ofType('subscribed'))
    await minji.send(destinations.typing(room.id), {})
    expect(await events.next(ofType('typing'))).toMatchObject({ member: { id: 'minji' } })
    const { position } = await say(haeun, room.id, 'read me')
    expect(await minji.send(destinations.read(room.id), { position: Number(position) })).toMatchObject({
      outcome: 'stored',
    })
    expect(await events.next(ofType('read'))).toMatchObject({ member: 'minji', position: Number(position) })
    expect(await own.next(({ type }) => type === 'read')).toMatchObject({ room: room.id, position: Number(position) })
    await Promise.all([minji.close(), haeun.close(), phone.close()])
  })

  test('activity replaces a badge, and says the newest seq', async () => {
    const [minji, seoyeon] = [await member('minji'), await member('seoyeon')]
    const own = new Queue<UserEvent>()
    seoyeon.subscribe<UserEvent>(destinations.events, { onEvent: (event) => own.push(event) })
    await own.next()
    const { position } = await say(minji, room.id, 'for the badge')
    const activity = await own.next((event) => event.type === 'activity' && event.lastPosition === Number(position))
    const graphql = await room.site.graphql('seoyeon')
    const { room: seen } = await graphql<{ room: { lastSeq: number } }>(
      'query($id: ID!) { room(id: $id) { lastSeq } }',
      { id: room.id },
    )
    expect(activity).toMatchObject({ room: room.id, lastSeq: seen.lastSeq })
    await Promise.all([minji.close(), seoyeon.close()])
  })

  test('STOMP 1.0: rooms without an id are told apart', async () => {
    const minji = await member('minji')
    const { upsertRoom: other } = await room.site.backend<{ upsertRoom: { id: string } }>(
      'mutation { upsertRoom(key: "order-43", input: { title: "Order 43" }) { ... on Room { id } } }',
    )
    await room.site.backend(
      'mutation($room: ID!) { setMembers(roomId: $room, members: [{ id: "minji" }]) { __typename } }',
      { room: other.id },
    )
    const old = new StompClient(server.stomp, { protocols: ['v10.stomp'] })
    await old.opened()
    old.write(encodeFrame('CONNECT', { host: room.site.id, passcode: await room.site.token('minji') }))
    await old.frames.next(({ command }) => command === 'CONNECTED')
    const bare = (command: string, id: string) =>
      old.write(encodeFrame(command, { destination: destinations.topic(id) }))
    for (const id of [room.id, other.id]) {
      bare('SUBSCRIBE', id)
      await old.event<TopicEvent>((event) => event.type === 'subscribed' && event.room === id)
    }
    bare('UNSUBSCRIBE', room.id)
    await say(minji, room.id, 'not wanted any more')
    await say(minji, other.id, 'wanted')
    const wanted = old.frames.next(({ body }) => body.includes('wanted'), { milliseconds: 10_000 })
    expect(JSON.parse((await wanted).body)).toMatchObject({ room: other.id, text: 'wanted' })
    await Promise.all([minji.close(), old.close()])
  })

  test('an origin that is taken off the list ends its connections within 2 s', async () => {
    const origin = 'https://club.example'
    const club = await createSite(server, 'club', [origin])
    const token = await club.token('minji')
    const client = await StompClient.connect({ url: server.stomp, site: 'club', token, origin })
    const program = await club.stomp('minji')
    await damsoJson(server.stores, ['site', 'origins', 'remove', '--site', 'club', '--origin', origin])
    const lost = await client.closed
    expect([lost.closeCode, lost.error?.headers.get('code')]).toEqual([4001, 'ORIGIN'])
    expect(program.isOpen).toBe(true)
    await program.close()
  })

  test('a refusal comes with its details, and the connection goes on', async () => {
    const minji = await member('minji')
    const refusals = new Queue<RefusalDetails & { receipt: string }>()
    minji.subscribe<RefusalDetails & { receipt: string }>(destinations.errors, {
      onEvent: (event) => refusals.push(event),
    })
    const receipt = await say(minji, room.id, 'a'.repeat(100_000).slice(0, 9_000))
    expect(receipt).toMatchObject({ outcome: 'refused', code: 'TOO_LONG' })
    expect(await refusals.next()).toMatchObject({
      code: 'TOO_LONG',
      field: 'text',
      limit: 8_192,
      receipt: receipt['receipt-id'],
    })
    expect(await say(minji, room.id, 'fine')).toMatchObject({ outcome: 'stored' })
    await minji.close()
  })
})

test('a server that stops closes its sockets with RESUME, and comes back with everything', async () => {
  const minji = await member('minji')
  const stored = Number((await say(minji, room.id, 'before the stop')).position)
  await server.stop()
  expect(await minji.closed).toMatchObject({ closeCode: 4000 })
  await server.start()
  const haeun = await member('haeun')
  const events = listen(haeun, room.id, stored - 1)
  expect(await events.next()).toMatchObject({ type: 'subscribed', recovered: true })
  expect(await events.next()).toMatchObject({ text: 'before the stop', position: stored })
  await haeun.close()
})
