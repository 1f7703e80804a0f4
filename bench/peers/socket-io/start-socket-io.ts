import { fileURLToPath } from 'node:url'
import type { Dialect } from '../../load/dialect.ts'
import { nodeCommand, ServerProcess } from '../../support/server-process.ts'
import type { StartPeer } from '../peer.ts'

/*
 * Engine.IO 4: 0 open, 2 ping, 3 pong, 4 message; inside a message Socket.IO 5: 0 connect, 2 event, 3 acknowledgement
 */
const PING = '2'.charCodeAt(0)

const dialect: Dialect = {
  path: '/socket.io/?EIO=4&transport=websocket',
  hello: () => [{ awaits: '0{' }, { say: '40', awaits: '40{' }],
  subscribe: () => [{ say: '420["subscribe"]', awaits: '430[]' }],
  publish: (body, id) => `42${id}["publish",${JSON.stringify(body)}]`,
  acknowledged: '[]',
  ping: { heard: (bytes, start, end) => end - start === 1 && bytes[start] === PING, answer: '3' },
}

export const startSocketIo: StartPeer = async () => {
  const command = nodeCommand(fileURLToPath(new URL('./server.js', import.meta.url)))
  const { server, match } = await ServerProcess.start(command, /^ready (\d+)$/, { NODE_ENV: 'production' })
  return { name: 'Socket.IO', nodes: [{ server, port: Number(match[1]) }], dialect, stop: () => server.stop() }
}
