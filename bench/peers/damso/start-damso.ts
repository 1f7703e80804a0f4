import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { destinations, type RoomId } from '@damso/schema/model'
import { nodeCommand, ServerProcess } from '../../support/server-process.ts'
import type { StartPeer } from '../peer.ts'
import { stompDialect } from '../stomp-dialect.ts'
import { createRooms, MEMBERS_PER_ROOM, memberName } from './create-rooms.ts'
import { type SiteAccess, signToken } from './site-access.ts'

const main = fileURLToPath(import.meta.resolve('@damso/api/cli'))
const SITE = 'bench'

/** The whole server: every message is checked, committed, followed and archived; every client is a member of its own. */
export const startDamso: StartPeer = async (clients) => {
  const folder = await mkdtemp(join(tmpdir(), 'damso-bench-'))
  let server: ServerProcess | undefined
  const stop = async () => {
    await server?.stop()
    await rm(folder, { recursive: true })
  }
  try {
    const environment = { DAMSO_DATA: folder, PORT: '0', LOG_LEVEL: 'error', MESSAGE_RATE: '1000000' }
    const made = JSON.parse(await damso(environment, 'site', 'create', '--id', SITE, '--name', 'Bench', '--json'))
    const ready = /"graphql":"http:\/\/127\.0\.0\.1:(\d+)\/graphql"/
    const started = await ServerProcess.start(nodeCommand(main, 'start'), ready, environment)
    server = started.server
    const port = Number(started.match[1])
    const access: SiteAccess = { port, site: SITE, secret: made.secret, siteKey: made.siteKey.key }
    const rooms = await createRooms(access, clients)
    return { name: 'Damso', server, port, dialect: dialectOf(access, rooms), stop }
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
