import { isUtf8 } from 'node:buffer'
import type { EncodedFrame, OutgoingMessage, StompVersion } from '../application.ts'
import { escapeHeader } from './escape.ts'
import { plainCommands } from './frame.ts'
import { frameHeaderLength, writeFrameHeader } from './web-socket-frame.ts'

export interface FrameToEncode {
  command: string
  headers: Iterable<readonly [string, string]>
  body?: string | Uint8Array
}

/** A frame for both transports. `content-length` is ours: a caller's own is left out, and it is sent with every body. */
export function encodeFrame(frame: FrameToEncode, version: StompVersion): EncodedFrame {
  const escaping = plainCommands.has(frame.command) ? '1.0' : version
  let head = `${frame.command}\n`
  for (const [name, value] of frame.headers) if (name !== 'content-length') head += headerLine(name, value, escaping)
  return assemble(head, frame.body ?? '')
}

/** The heart-beat: one end of line. */
export const heartBeat = wrap(Buffer.from('\n'), true)

// Written by `encodeMessage` itself, so that a sender's own header of that name can not stand in for it.
const reserved = new Set(['subscription', 'message-id', 'destination', 'ack', 'content-type', 'content-length'])

/**
 * A MESSAGE for every socket that shares version and subscription id.
 * @param subscription its id; empty for a 1.0 subscription that has none
 * @param ack what 1.2 is to put into ACK and NACK; undefined in mode `auto`
 */
export function encodeMessage(
  message: OutgoingMessage,
  subscription: string,
  version: StompVersion,
  ack?: string,
): EncodedFrame {
  let head = 'MESSAGE\n'
  if (subscription !== '') head += headerLine('subscription', subscription, version)
  head += headerLine('message-id', message.messageId, version)
  head += headerLine('destination', message.destination, version)
  if (ack !== undefined && version === '1.2') head += headerLine('ack', ack, version)
  if (message.contentType !== undefined) head += headerLine('content-type', message.contentType, version)
  for (const [name, value] of message.headers ?? []) if (!reserved.has(name)) head += headerLine(name, value, version)
  return assemble(head, message.body)
}

/** Where nothing is escaped, a line feed would inject a header: what can not be said there is left out. */
function headerLine(name: string, value: string, version: StompVersion): string {
  if (name === '' || name.includes('\0') || value.includes('\0')) return ''
  if (version === '1.0' && (/[\n:]/.test(name) || value.includes('\n'))) return ''
  return `${escapeHeader(name, version)}:${escapeHeader(value, version)}\n`
}

function assemble(head: string, body: string | Uint8Array): EncodedFrame {
  const bodyLength = typeof body === 'string' ? Buffer.byteLength(body) : body.length
  const opening = bodyLength === 0 ? `${head}\n` : `${head}content-length:${bodyLength}\n\n`
  const openingLength = Buffer.byteLength(opening)
  const length = openingLength + bodyLength + 1
  const start = frameHeaderLength(length)
  const text = typeof body === 'string' || isUtf8(body)
  const bytes = Buffer.allocUnsafe(start + length)
  writeFrameHeader(bytes, length, text)
  bytes.write(opening, start)
  if (typeof body === 'string') bytes.write(body, start + openingLength)
  else bytes.set(body, start + openingLength)
  bytes[bytes.length - 1] = 0
  return { stomp: bytes.subarray(start), webSocket: bytes }
}

function wrap(stomp: Buffer, text: boolean): EncodedFrame {
  const start = frameHeaderLength(stomp.length)
  const webSocket = Buffer.alloc(start + stomp.length)
  writeFrameHeader(webSocket, stomp.length, text)
  stomp.copy(webSocket, start)
  return { stomp, webSocket }
}
