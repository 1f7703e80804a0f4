import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** More than a browser or a bench on this machine opens; the next ones wait in the system's queue or are refused. */
const mostConnections = 2_000
/** Whoever connects says what they want by then, and a node takes a connection by then. */
const patience = 10_000

interface Node {
  port: number
  /** WebSockets that it holds. */
  sockets: number
}

/**
 * A small load balancer for nodes of this machine: takes connections and passes their bytes on, so that HTTP and WebSocket
 * both pass. Plain requests take turns; a WebSocket, which stays, goes to the node with the fewest. A node that refuses is
 * passed over.
 */
export async function openFront(port: number, nodePorts: readonly number[]): Promise<Server> {
  const nodes = nodePorts.map((nodePort): Node => ({ port: nodePort, sockets: 0 }))
  const front = createServer({ allowHalfOpen: true, noDelay: true })
  front.maxConnections = mostConnections
  let turn = 0
  front.on('connection', async (client) => {
    client.on('error', () => client.destroy())
    const first = await firstBytes(client)
    if (!first) return client.destroy()
    turn = (turn + 1) % nodes.length
    const stays = first.toString('latin1').startsWith('GET /stomp')
    const order = [...nodes.slice(turn), ...nodes.slice(0, turn)]
    if (stays) order.sort((a, b) => a.sockets - b.sockets)
    for (const node of order) {
      // Counted before it is open: another that comes meanwhile goes elsewhere.
      if (stays) node.sockets += 1
      const upstream = await open(node.port)
      if (!upstream && stays) node.sockets -= 1
      if (!upstream) continue
      if (stays) upstream.once('close', () => (node.sockets -= 1))
      upstream.write(first)
      return join(client, upstream)
    }
    client.destroy()
  })
  front.listen(port, '127.0.0.1')
  await once(front, 'listening')
  return front
}

/** Undefined: it closed, or said nothing for too long. */
function firstBytes(client: Socket): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const done = (bytes?: Buffer) => {
      client.setTimeout(0)
      client.pause()
      resolve(bytes)
    }
    client.setTimeout(patience, () => done())
    client.once('data', done)
    client.once('close', () => done())
    client.once('end', () => done())
  })
}

/** Undefined: the node is not there. */
function open(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const upstream = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true, timeout: patience })
    const fail = () => {
      upstream.destroy()
      resolve(undefined)
    }
    upstream.once('error', fail).once('timeout', fail)
    upstream.once('connect', () => {
      upstream.setTimeout(0).off('error', fail).off('timeout', fail)
      resolve(upstream)
    })
  })
}

/** An end passes on as an end; where one side breaks, so does the other. */
function join(client: Socket, upstream: Socket): void {
  upstream.on('error', () => upstream.destroy())
  upstream.once('close', () => client.destroy())
  client.once('close', () => upstream.destroy())
  if (client.destroyed) upstream.destroy()
  client.pipe(upstream)
  upstream.pipe(client)
}
