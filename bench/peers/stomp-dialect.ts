import type { Dialect } from '../load/dialect.ts'

export interface StompDialectOptions {
  host: string
  /** `passcode` of CONNECT. */
  passcode(client: number): string
  topic(client: number): string
  /** Where messages are sent to. */
  destination: string
  /** The body of SEND that makes `text` arrive. */
  body(text: string, id: number): string
  /** What a RECEIPT contains when the message was taken. */
  acknowledged: string
}

/** STOMP 1.2 as stompjs speaks it, with the subscription id that Damso's widget uses: it follows from the topic. */
export function stompDialect(options: StompDialectOptions): Dialect {
  const { host, passcode, topic, destination, body, acknowledged } = options
  return {
    path: '/stomp',
    subProtocol: 'v12.stomp',
    hello: (client) => [
      {
        say: `CONNECT\naccept-version:1.2\nhost:${host}\npasscode:${passcode(client)}\nheart-beat:0,10000\n\n\0`,
        awaits: 'CONNECTED\n',
      },
    ],
    subscribe: (client) => [
      {
        say: `SUBSCRIBE\nid:${topic(client).split('/').at(-1)}\ndestination:${topic(client)}\nreceipt:subscribed\n\n\0`,
        awaits: 'receipt-id:subscribed',
      },
    ],
    publish: (text, id) => {
      const octets = body(text, id)
      return `SEND\ndestination:${destination}\nreceipt:${id}\ncontent-length:${Buffer.byteLength(octets)}\n\n${octets}\0`
    },
    acknowledged,
  }
}
