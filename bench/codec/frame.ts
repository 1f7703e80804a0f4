const body = JSON.stringify({ nonce: 'q3V0m9t1Zb7aKx2c', text: 'x'.repeat(142) })

/** What a member sends when they write a line: 365 octets. */
export const send365 = Buffer.from(
  [
    'SEND',
    'destination:/app/rooms/0198c4f2-7c1e-7b3a-9d52-3f6a1e0b7c44/messages',
    'content-type:application/json',
    'receipt:message-17',
    'x-trace:4bf92f3577b34da6a3ce929d0e0e4736',
    `content-length:${body.length}`,
    '',
    `${body}\0`,
  ].join('\n'),
)
