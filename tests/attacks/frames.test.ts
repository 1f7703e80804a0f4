import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { StompClient } from '../support/stomp-client.ts'
import { encodeFrame } from '../support/stomp-frame.ts'
import { createTarget, type Target } from './target.ts'

let target: Target
beforeAll(async () => {
  target = await createTarget()
})
afterEach(() => target.isUnharmed())
afterAll(() => target.server.remove())

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`name-${at}`, 'value']))
const room = () => target.shop.id

/** Octets, the `code` of ERROR, words of its message, the close code. */
type Attack = [what: string, octets: () => string | Buffer, code: string, words: string, closeCode: number]

describe('before CONNECT was answered', () => {
  const hello = (headers: Record<string, string>) => encodeFrame('CONNECT', { 'accept-version': '1.2', ...headers })
  const attacks: Attack[] = [
    [
      'another frame first',
      () => encodeFrame('SEND', { destination: '/app/session' }, '{}'),
      'PROTOCOL',
      'CONNECT',
      4002,
    ],
    ['no known command', () => 'GET / HTTP/1.1\nHost: x\n\n\0', 'PROTOCOL', 'unknown command', 4002],
    ['no host', () => hello({ passcode: 'x' }), 'SITE', 'host', 4001],
    ['no passcode', () => hello({ host: 'shop' }), 'TOKEN', 'passcode', 4001],
    ['a site that is not here', () => hello({ host: 'nowhere', passcode: 'x.y.z' }), 'SITE', 'site', 4001],
    ['a site id that cannot be', () => hello({ host: "shop' OR 1=1 --", passcode: 'x' }), 'SITE', 'site', 4001],
    ['a passcode that is no token', () => hello({ host: 'shop', passcode: 'secret' }), 'TOKEN', 'token', 4001],
    ['a site key', () => hello({ host: 'shop', passcode: target.shop.site.siteKey }), 'TOKEN', 'token', 4001],
    [
      'a version that nobody speaks',
      () => encodeFrame('CONNECT', { 'accept-version': '9.9', host: 'shop' }),
      'PROTOCOL',
      '1.0, 1.1 and 1.2',
      4002,
    ],
    ['a header line over its limit', () => hello({ host: 'shop', passcode: 'x'.repeat(5_000) }), 'LIMIT', '4096', 4002],
    ['too many headers', () => hello({ host: 'shop', ...many(100) }), 'LIMIT', '64', 4002],
    ['a hello that never ends', () => `CONNECT\n${'a:b\n'.repeat(20)}${'x'.repeat(20_000)}`, 'LIMIT', '', 4002],
  ]
  test.each(attacks)('%s', async (_, octets, code, words, closeCode) => {
    const client = new StompClient(target.server.stomp)
    await client.opened()
    client.write(octets())
    await expectEnd(client, code, words, closeCode)
  })
})

describe('after CONNECT', () => {
  const send = (destination: string, headers: Record<string, string> = {}, body = '{}') =>
    encodeFrame('SEND', { destination, ...headers }, body)
  const subscribe = (destination: string, headers: Record<string, string> = {}) =>
    encodeFrame('SUBSCRIBE', { id: '1', destination, ...headers })
  const attacks: Attack[] = [
    ['CONNECT again', () => encodeFrame('CONNECT', { host: 'shop' }), 'PROTOCOL', 'open already', 4002],
    ['an unknown command', () => encodeFrame('SELECT', {}), 'PROTOCOL', 'command', 4002],
    [
      'a frame over its limit',
      () => send(`/app/rooms/${room()}/messages`, {}, 'x'.repeat(100_000)),
      'LIMIT',
      '65536',
      4002,
    ],
    ['too many headers', () => send('/app/session', many(100)), 'LIMIT', '64', 4002],
    ['a header line over its limit', () => send('/app/session', { long: 'x'.repeat(5_000) }), 'LIMIT', '4096', 4002],
    ['an undefined escape', () => 'SEND\ndestination:/app\\t\n\n\0', 'PROTOCOL', 'escape', 4002],
    ['a header without a colon', () => 'SEND\ndestination\n\n\0', 'PROTOCOL', 'header', 4002],
    [
      'a length that is no number',
      () => 'SEND\ndestination:/app/session\ncontent-length:1e9\n\n{}\0',
      'PROTOCOL',
      'content-length',
      4002,
    ],
    [
      'a length below zero',
      () => 'SEND\ndestination:/app/session\ncontent-length:-1\n\n{}\0',
      'PROTOCOL',
      'content-length',
      4002,
    ],
    [
      'a length over the limit',
      () => 'SEND\ndestination:/app/session\ncontent-length:999999999\n\n{}\0',
      'LIMIT',
      '65536',
      4002,
    ],
    [
      'octets that are no UTF-8',
      () => Buffer.from([0x53, 0x45, 0x4e, 0x44, 0x0a, 0xff, 0xfe, 0x3a, 0x0a, 0x0a, 0]),
      'PROTOCOL',
      'UTF-8',
      4002,
    ],
    ['SEND without a destination', () => 'SEND\n\n{}\0', 'PROTOCOL', 'destination', 4002],
    ['SEND into a topic', () => send(`/topic/rooms/${room()}`), 'FORBIDDEN', 'no destination', 4002],
    ['SEND to nowhere', () => send('/app/nowhere'), 'FORBIDDEN', '/app/nowhere', 4002],
    [
      'a destination with a path in it',
      () => send(`/app/rooms/${room()}/../${room()}/messages`),
      'FORBIDDEN',
      'no destination',
      4002,
    ],
    [
      'a destination with SQL in it',
      () => send("/app/rooms/' OR '1'='1/messages"),
      'FORBIDDEN',
      'no destination',
      4002,
    ],
    ['a destination of 100 KB', () => send(`/app/${'x'.repeat(4_000)}`), 'FORBIDDEN', '', 4002],
    ['SUBSCRIBE to a pattern', () => subscribe('/topic/rooms/*'), 'FORBIDDEN', 'no destination', 4002],
    ['SUBSCRIBE to all', () => subscribe('/topic/**'), 'FORBIDDEN', 'no destination', 4002],
    ['SUBSCRIBE to another’s queue', () => subscribe('/user/ben/queue/events'), 'FORBIDDEN', 'no destination', 4002],
    [
      'SUBSCRIBE without an id',
      () => encodeFrame('SUBSCRIBE', { destination: '/user/queue/errors' }),
      'PROTOCOL',
      'id',
      4002,
    ],
    [
      'a selector',
      () => subscribe('/topic/rooms/x', { selector: 'T(java.lang.Runtime)' }),
      'FORBIDDEN',
      'no destination',
      4002,
    ],
    [
      'a place that is no position',
      () => subscribe(`/topic/rooms/${room()}`, { after: '1 OR 1=1' }),
      'PROTOCOL',
      'after',
      4002,
    ],
    [
      'an ack mode that is not taken',
      () => subscribe('/user/queue/errors', { ack: 'client' }),
      'UNSUPPORTED',
      'ack',
      4002,
    ],
    [
      'a transaction',
      () => `BEGIN\ntransaction:t\n\n\0${send('/app/session', { transaction: 't' })}`,
      'UNSUPPORTED',
      'transaction',
      4002,
    ],
    ['ACK of nothing', () => encodeFrame('ACK', { id: 'nothing' }), 'PROTOCOL', 'ACK', 4002],
    ['UNSUBSCRIBE of nothing', () => encodeFrame('UNSUBSCRIBE', { id: 'nothing' }), 'PROTOCOL', 'subscription', 4002],
    [
      'one subscription too many',
      () => Array.from({ length: 129 }, (_, at) => subscribe('/user/queue/errors', { id: `${at}` })).join(''),
      'LIMIT',
      '128',
      4002,
    ],
  ]
  test.each(attacks)('%s', async (_, octets, code, words, closeCode) => {
    const client = await target.connect()
    client.write(octets())
    await expectEnd(client, code, words, closeCode)
  })
})

async function expectEnd(client: StompClient, code: string, words: string, closeCode: number): Promise<void> {
  const { error, closeCode: closedWith } = await client.closed
  expect({ code: error?.headers.get('code'), closedWith }).toEqual({ code, closedWith: closeCode })
  expect(error?.headers.get('message')).toContain(words)
}
