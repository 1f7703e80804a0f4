import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StompError, type StompVersion } from '../application.ts'
import { seed } from '../testing/random.ts'
import { faulty, fixtures } from './fixtures.ts'
import { Decoder, encodeFrame, encodeMessage, type Frame } from './index.ts'

const limits = { frameBytes: 65_536, frameHeaders: 64, headerBytes: 4_096 }

function decode(chunks: Iterable<Buffer>, version: StompVersion): Frame[] {
  const decoder = new Decoder(limits, version)
  const frames: Frame[] = []
  for (const chunk of chunks) {
    decoder.feed(chunk)
    for (let frame = decoder.next(); frame !== undefined; frame = decoder.next()) frames.push(frame)
  }
  expect(decoder.pendingBytes).toBe(0)
  return frames
}

const plain = ({ command, headers, body }: Frame) => ({ command, headers: [...headers], body: body.toString('latin1') })

describe.each(fixtures)('fixture $name', ({ version, octets, command, headers, body }) => {
  const expected = { command, headers, body: Buffer.from(body as string).toString('latin1') }

  test('decodes', () => {
    expect(decode([octets], version).map(plain)).toEqual([expected])
  })

  test('decodes at every split point, and octet by octet', () => {
    const twice = Buffer.concat([octets, octets])
    const step = Math.max(1, Math.floor(twice.length / 500))
    for (let at = 0; at <= twice.length; at += step)
      expect(decode([twice.subarray(0, at), twice.subarray(at)], version).map(plain)).toEqual([expected, expected])
    const single = Array.from(twice, (octet) => Buffer.from([octet]))
    expect(decode(single, version).map(plain)).toEqual([expected, expected])
  })
})

describe.each(fixtures.filter(({ canonical }) => canonical))('fixture $name', (fixture) => {
  test('encodes, and mirrors', () => {
    const { version, octets, command, headers, body } = fixture
    const encoded = encodeFrame({ command, headers, body }, version).stomp
    expect(encoded.toString('latin1')).toBe(octets.toString('latin1'))
    expect(decode([encoded], version).map(plain)).toEqual(decode([octets], version).map(plain))
  })
})

describe.each(faulty)('faulty: $name', ({ version, octets, code }) => {
  test.each(['whole', 'octet by octet'])('%s', (how) => {
    const all = Buffer.from(octets as string)
    const chunks = how === 'whole' ? [all] : Array.from(all, (octet) => Buffer.from([octet]))
    expect(() => decode(chunks, version)).toThrow(StompError)
    expect(() => decode(chunks, version)).toThrow(expect.objectContaining({ code }))
  })
})

test('frames of one chunk come one by one, and the limits may change between them', () => {
  const decoder = new Decoder({ ...limits, frameBytes: 20 })
  decoder.feed(Buffer.from(`CONNECT\n\n\0SEND\na:\\c\n\n${'x'.repeat(40)}\0`))
  expect(decoder.next()?.command).toBe('CONNECT')
  decoder.limits = limits
  decoder.version = '1.2'
  expect(decoder.next()?.headers.get('a')).toBe(':')
})

test('a body stays what it was when more is fed', () => {
  const decoder = new Decoder(limits, '1.2')
  decoder.feed(Buffer.from('SEND\n\nfir'))
  expect(decoder.next()).toBeUndefined()
  decoder.feed(Buffer.from('st\0SEND\n\nsec'))
  const first = decoder.next()
  expect(decoder.next()).toBeUndefined()
  decoder.feed(Buffer.from('ond\0'))
  expect(decoder.next()?.body.toString()).toBe('second')
  expect(first?.body.toString()).toBe('first')
})

test(`round trips (seed ${seed})`, () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).map((value) => value.replaceAll('\0', ''))
  const name = text.filter((value) => value !== '' && value !== 'content-length')
  const headers = fc.uniqueArray(fc.tuple(name, text), { maxLength: 20, selector: ([key]) => key })
  const version = fc.constantFrom<StompVersion>('1.1', '1.2')
  const body = fc.uint8Array({ maxLength: 300 })
  const cuts = fc.array(fc.nat(2_000), { maxLength: 8 })
  fc.assert(
    fc.property(headers, version, body, cuts, (lines, spoken, content, at) => {
      const { stomp } = encodeFrame({ command: 'SEND', headers: lines, body: content }, spoken)
      const [frame] = decode(split(stomp, at), spoken)
      const own = [...(frame?.headers ?? [])].filter(([key]) => key !== 'content-length')
      expect(own).toEqual(lines)
      expect(Buffer.compare(frame?.body ?? Buffer.alloc(0), content)).toBe(0)
    }),
    { seed, numRuns: 2_000 },
  )
})

function split(octets: Buffer, cuts: number[]): Buffer[] {
  const at = [0, ...cuts.map((cut) => Math.min(cut, octets.length)).sort((a, b) => a - b), octets.length]
  return at.slice(1).map((end, index) => octets.subarray(at[index], end))
}

test.each([0, 125, 126, 127, 65_535, 65_536, 200_000])('a WebSocket frame around a body of %i octets', (length) => {
  const { stomp, webSocket } = encodeMessage(
    { destination: '/t', messageId: '1', body: 'x'.repeat(length) },
    's',
    '1.2',
  )
  const short = (webSocket[1] ?? 0) & 0x7f
  const start = short < 126 ? 2 : short === 126 ? 4 : 10
  const declared =
    short < 126 ? short : short === 126 ? webSocket.readUInt16BE(2) : Number(webSocket.readBigUInt64BE(2))
  expect(webSocket[0]).toBe(0x81)
  expect(declared).toBe(stomp.length)
  expect(webSocket.subarray(start).equals(stomp)).toBe(true)
})

test('a body that is no UTF-8 goes as a binary WebSocket message', () => {
  const body = Buffer.from([0xff])
  expect(encodeMessage({ destination: '/t', messageId: '1', body }, 's', '1.2').webSocket[0]).toBe(0x82)
})
