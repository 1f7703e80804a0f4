import { destinations } from '@damso/schema/model'
import type { StompClient } from '../../support/stomp-client.ts'
import type { Act } from '../history.ts'
import { anyOf } from '../node.ts'
import type { Say } from './answer.ts'
import { PATIENCE_MILLISECONDS, type Person, type World } from './world.ts'

/** Acts over one STOMP connection, made anew when it is lost. */
export function sayOverStomp(world: World, person: Person): Say {
  const random = world.random.fork(`nodes of ${person.site.id} ${person.name}`)
  let connected: Promise<StompClient> | undefined
  async function connection(): Promise<StompClient> {
    const client = await connected?.catch(() => undefined)
    if (client?.isOpen) return client
    connected = anyOf(world.nodes, random).then((node) => person.connect(node))
    return connected
  }
  return async (act, retry) => {
    const client = await connection()
    const [destination, body] = frameOf(act)
    // No RECEIPT is as good as a lost line, and the next one leads elsewhere.
    const late = setTimeout(() => void client.destroy(), PATIENCE_MILLISECONDS)
    const sent = client.send(destination, act.kind === 'read' ? body : { nonce: act.nonce, ...body, retry })
    const headers = await sent.finally(() => clearTimeout(late))
    if (headers.outcome !== 'stored') return { refused: headers.code ?? 'no code' }
    return { stored: { position: Number(headers.position), message: headers['message-id'] ?? null } }
  }
}

function frameOf({ kind, room, message = '', text, emoji, on, position }: Act): [destination: string, body: object] {
  switch (kind) {
    case 'message':
      return [destinations.messages(room), { text }]
    case 'edited':
      return [destinations.edit(room, message), { text }]
    case 'deleted':
      return [destinations.delete(room, message), {}]
    case 'reaction':
      return [destinations.reactions(room, message), { emoji, on }]
    case 'read':
      return [destinations.read(room), { position }]
  }
}
