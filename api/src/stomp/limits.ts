import { limits as contract } from '@damso/schema/model'
import type { DecoderLimits } from './codec/index.ts'

/** Every bound of the engine. Octets and milliseconds. */
export interface StompLimits {
  /** One frame after CONNECT. @default 65,536 */
  frameBytes: number
  /** One frame, and over WebSocket everything, before CONNECT is complete. @default 8,192 */
  helloBytes: number
  /** From an open socket to a complete CONNECT. @default 5,000 */
  helloMilliseconds: number
  /** @default 64 */
  frameHeaders: number
  /** @default 4,096 */
  headerBytes: number
  /** Of one connection. @default 128 */
  subscriptions: number
  /** What a slow socket may leave unread. @default 1,048,576 */
  socketBytes: number
  /** How long a socket may take nothing. @default 10,000 */
  socketStallMilliseconds: number
  /** Frames of one connection that the application has not answered; past it the socket is not read. @default 32 */
  inFlight: number
  /** Deliveries of one subscription that wait for ACK or NACK. @default 10,000 */
  unacknowledged: number
  /** Open transactions of one connection. @default 8 */
  transactions: number
  /** Frames held in one transaction. @default 256 */
  transactionFrames: number
  /** Bodies held in one transaction. @default 1,048,576 */
  transactionBytes: number
  /** How long a closed connection may take to read its last octets. @default 5,000 */
  lingerMilliseconds: number
  /** Open connections; past it a handshake gets 503 and a TCP socket is closed. @default 50,000 */
  connections: number
}

export const defaultLimits: StompLimits = {
  frameBytes: contract.frameBytes,
  helloBytes: contract.helloBytes,
  helloMilliseconds: contract.helloMilliseconds,
  frameHeaders: contract.frameHeaders,
  headerBytes: contract.headerBytes,
  subscriptions: contract.subscriptions,
  socketBytes: contract.socketBytes,
  socketStallMilliseconds: contract.socketStallMilliseconds,
  inFlight: 32,
  unacknowledged: 10_000,
  transactions: 8,
  transactionFrames: 256,
  transactionBytes: 1_048_576,
  lingerMilliseconds: 5_000,
  connections: 50_000,
}

/** What the decoder keeps to before CONNECT is answered. */
export function helloLimits(limits: StompLimits): DecoderLimits {
  const { frameHeaders, headerBytes, helloBytes } = limits
  return { frameHeaders, headerBytes: Math.min(headerBytes, helloBytes), frameBytes: helloBytes }
}
