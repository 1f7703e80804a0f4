import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { destinations, type RoomId } from '@damso/schema/model'
import { nodeCommand, ServerProcess } from '../../support/server-process.ts'
import type { Node, RunningPeer, StartPeer } from '../peer.ts'
import { stompDialect } from '../stomp-dialect.ts'
import { createRooms, MEMBERS_PER_ROOM, memberName } from './create-rooms.ts'
import { type SiteAccess, signToken } from './site-access.ts'
import { type OpenStores, openFolder, openServices } from './stores.ts'

const main = fileURLToPath(import.meta.resolve('@damso/api/cli'))
const SITE = 'bench'
const ready = /"graphql":"http:\/\/127\.0\.0\.1:(\d+)\/graphql"/

/** The smallest cluster: half of the room hears a message through the node that did not take it. */
const CLUSTER_NODES = 2

/** The whole server: every message is checked, committed, followed and archived; every client is a member of its own. */
export const startDamso: StartPeer = (clients) => start('Damso', openFolder, 1, clients)

/** The same as a cluster, on real services. */
export const startCluster: StartPeer = (clients) => start('Damso on two nodes', openServices, CLUSTER_NODES, clients)

async function start(name: string, openStores: OpenStores, count: number, clients: number): Promise<RunningPeer> {
  const stores = await openStores()
  const servers: ServerProcess[] = []
  const stop = async () => {
    await Promise.all(servers.map((server) => server.stop()))
    await stores.remove()
  }
  try {
    const environment = { ...stores.env, PORT: '0', LOG_LEVEL: 'error', MESSAGE_RATE: '1000000' }
    const made = JSON.parse(await damso(environment, 'site', 'create', '--id', SITE, '--name', 'Bench', '--json'))
    const startNode = async (): Promise<Node> => {
      const { server, match } = await ServerProcess.start(nodeCommand(main, 'start'), ready, environment)
      servers.push(server)
      return { server, port: Number(match[1]) }
    }
    const filling = await startNode()
    const access: SiteAccess = { port: filling.port, site: SITE, secret: made.secret, siteKey: made.siteKey.key }
    const rooms = await createRooms(access, clients)
    // Started again: memory that making the rooms left behind would be there for the sockets to take.
    await filling.server.stop()
    const nodes: Node[] = []
    while (nodes.length < count) nodes.push(await startNode())
    return { name, nodes, dialect: dialectOf(access, rooms), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function dialectOf(access: SiteAccess, rooms: readonly string[]) {
  const roomOf = (client: number) => rooms[Math.floor(client / MEMBERS_PER_ROOM)] as RoomId
  return stompDialect({
    host: SITE,
    passcode: (client) => signToken(access, memberName(client)),
    topic: (client) => destinations.topic(roomOf(client)),
    destination: destinations.messages(roomOf(0)),
    body: (text, id) => JSON.stringify({ nonce: `nonce-${id}-of-bench`, text }),
    acknowledged: 'outcome:stored',
  })
}

async function damso(environment: Record<string, string>, ...args: string[]): Promise<string> {
  const options = { env: { ...process.env, ...environment } }
  return (await promisify(execFile)(process.execPath, [main, ...args], options)).stdout
}
