import type { Observer } from './line.ts'

/** What a socket's STOMP frames tell about messages; `connected` to a node by its name, empty when that is over. */
export type Delivery = { event: 'sent' | 'stored' | 'received' | 'connected'; id: string }

/**
 * Watches the frames of a socket: a SEND of a message (by its nonce, so that a retry is the same one), and the RECEIPT
 * that says it is stored; a CONNECTED, which names the node.
 */
export function watchStomp(report: (delivery: Delivery) => void): Observer {
  const nonces = new Map<string, string>()
  return (direction, data) => {
    if (direction === 'closed') return report({ event: 'connected', id: '' })
    for (const frame of textOf(data).split('\0')) {
      const { command, headers, body } = parseFrame(frame)
      if (direction === 'out' && command === 'SEND' && headers.destination?.endsWith('/messages')) {
        const { nonce } = JSON.parse(body) as { nonce: string }
        if (headers.receipt) nonces.set(headers.receipt, nonce)
        report({ event: 'sent', id: nonce })
      }
      if (direction === 'in' && command === 'CONNECTED') report({ event: 'connected', id: headers.node ?? '' })
      if (direction === 'in' && command === 'RECEIPT' && headers.outcome === 'stored') {
        const nonce = nonces.get(headers['receipt-id'] ?? '')
        if (nonce !== undefined) report({ event: 'stored', id: nonce })
      }
      if (direction === 'in' && command === 'MESSAGE' && body.includes('"type":"message"')) {
        report({ event: 'received', id: (JSON.parse(body) as { id: string }).id })
      }
    }
  }
}

function textOf(data: unknown): string {
  if (typeof data === 'string') return data
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return new TextDecoder().decode(data)
  return ''
}

function parseFrame(frame: string) {
  const [head = '', ...rest] = frame.replace(/^\s+/, '').split('\n\n')
  const [command = '', ...lines] = head.split('\n')
  const headers: Record<string, string | undefined> = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  )
  return { command, headers, body: rest.join('\n\n') }
}
