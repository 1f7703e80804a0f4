import { describe, expect, test } from 'vitest'
import { StompError } from '../application.ts'
import { Decoder, encodeFrame } from './index.ts'

// What @stomp/stompjs 7.5.0 does with each is why the server has a decoder of its own.
const limits = { frameBytes: 65_536, frameHeaders: 64, headerBytes: 4_096 }

function one(octets: string) {
  const decoder = new Decoder(limits, '1.2')
  decoder.feed(Buffer.from(octets))
  const frame = decoder.next()
  if (frame === undefined) throw new Error('no frame')
  return frame
}

describe('where the parser of stompjs goes wrong', () => {
  test('a\\\\nb is a backslash and an n, not a backslash and a line feed', () => {
    expect(one('BEGIN\nx:a\\\\nb\n\n\0').headers.get('x')).toBe('a\\nb')
  })

  test('an undefined escape is fatal, not accepted', () => {
    expect(() => one('BEGIN\nx:\\t\n\n\0')).toThrow(StompError)
  })

  test('header values are not trimmed', () => {
    expect(one('BEGIN\nx: a \n\n\0').headers.get('x')).toBe(' a ')
  })

  test('escaped header names are unescaped, and escaped when sent', () => {
    expect(one('BEGIN\na\\nb:1\n\n\0').headers.get('a\nb')).toBe('1')
    const { stomp } = encodeFrame({ command: 'BEGIN', headers: [['a\nevil:1', 'x']] }, '1.2')
    expect(stomp.toString()).toBe('BEGIN\na\\nevil\\c1:x\n\n\0')
  })

  test('a header line without a colon does not swallow the next', () => {
    expect(() => one('BEGIN\nnonsense\na:b\n\n\0')).toThrow(StompError)
  })

  test.each(['abc', '-1', '1e9'])('content-length %s does not collect for ever', (length) => {
    expect(() => one(`SEND\ncontent-length:${length}\n\nbody\0`)).toThrow(StompError)
  })

  test('a body that is not followed by NUL is not cut', () => {
    expect(() => one('SEND\ncontent-length:2\n\nabc\0')).toThrow(StompError)
  })

  test('8 MiB without NUL are not held', () => {
    const decoder = new Decoder(limits, '1.2')
    const chunk = Buffer.alloc(16_384, 'x')
    decoder.feed(Buffer.from('SEND\n\n'))
    expect(() => {
      for (let fed = 0; fed < 8 * 1_048_576; fed += chunk.length) {
        decoder.next()
        decoder.feed(chunk)
        expect(decoder.pendingBytes).toBeLessThan(limits.frameBytes + 2 * chunk.length)
      }
    }).toThrow(StompError)
  })

  test("a caller's own content-length is not written", () => {
    const frame = { command: 'SEND', headers: [['content-length', '99'] as const], body: 'hi' }
    expect(encodeFrame(frame, '1.2').stomp.toString()).toBe('SEND\ncontent-length:2\n\nhi\0')
  })
})
