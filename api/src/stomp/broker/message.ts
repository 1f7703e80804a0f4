import type { IncomingMessage, OutgoingMessage } from '../application.ts'

/** A message as the broker keeps it. */
export interface StoredMessage {
  id: string
  destination: string
  contentType: string | undefined
  headers: readonly (readonly [string, string])[]
  body: Buffer
  /** How often it was given to a consumer. */
  deliveries: number
}

// These speak to the server about the SEND itself; all others are the user's and pass through unchanged.
const ownHeaders = new Set(['destination', 'receipt', 'transaction', 'content-length', 'content-type'])

export function store(id: string, { destination, headers, body }: IncomingMessage): StoredMessage {
  return {
    id,
    destination,
    contentType: headers.get('content-type'),
    headers: [...headers].filter(([name]) => !ownHeaders.has(name)),
    body: Buffer.from(body),
    deliveries: 0,
  }
}

export function outgoing(message: StoredMessage): OutgoingMessage {
  const { id, destination, contentType, headers, body, deliveries } = message
  return {
    destination,
    messageId: id,
    body,
    ack: id,
    headers: deliveries > 1 ? [...headers, ['redelivered', 'true']] : headers,
    ...(contentType === undefined ? {} : { contentType }),
  }
}
