/**
 * A STOMP 1.0, 1.1 and 1.2 server over WebSocket and TCP that knows no chat: give it a `StompApplication`.
 * @module
 */
export * from './application.ts'
export {
  Decoder,
  type DecoderLimits,
  encodeFrame,
  encodeMessage,
  type Frame,
  type FrameToEncode,
} from './codec/index.ts'
export type { Logger } from './engine.ts'
export { FanOut } from './fan-out.ts'
export type { HeartBeat } from './heart-beat.ts'
export { defaultLimits, type StompLimits } from './limits.ts'
export { createStompServer, type StompServer, type StompServerOptions } from './server.ts'
export type { WebSocketOptions } from './transports/websocket.ts'
