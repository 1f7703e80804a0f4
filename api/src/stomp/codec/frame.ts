import type { Headers } from '../application.ts'

/** One STOMP frame. `body` is a view into what the network gave: copy what outlives the call. */
export interface Frame {
  readonly command: string
  readonly headers: Headers
  readonly body: Buffer
}

export const clientCommands = new Set([
  'CONNECT',
  'STOMP',
  'SEND',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'ACK',
  'NACK',
  'BEGIN',
  'COMMIT',
  'ABORT',
  'DISCONNECT',
])

export const serverCommands = new Set(['CONNECTED', 'MESSAGE', 'RECEIPT', 'ERROR'])

/** "Only the SEND, MESSAGE, and ERROR frames MAY have a body. All other frames MUST NOT have a body." */
export const bodyCommands = new Set(['SEND', 'MESSAGE', 'ERROR'])

/** Frames whose headers are never escaped, so that 1.0 peers can read them; STOMP is CONNECT under another name. */
export const plainCommands = new Set(['CONNECT', 'STOMP', 'CONNECTED'])
