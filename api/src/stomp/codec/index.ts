/**
 * STOMP 1.0, 1.1 and 1.2 as octets: no sockets, no sessions.
 * @module
 */
export { Decoder, type DecoderLimits } from './decoder.ts'
export { encodeFrame, encodeMessage, type FrameToEncode, heartBeat } from './encoder.ts'
export type { Frame } from './frame.ts'
