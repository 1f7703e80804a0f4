import { fileURLToPath } from 'node:url'
import { nodeCommand, ServerProcess } from '../../support/server-process.ts'
import type { StartPeer } from '../peer.ts'
import { stompDialect } from '../stomp-dialect.ts'

const broker = fileURLToPath(new URL('./broker/main.js', import.meta.resolve('@damso/api/stomp')))

/** Damso's STOMP engine alone, with the small broker in memory: no members, no rooms, nothing stored. */
export const startEngine: StartPeer = async () => {
  const command = nodeCommand(broker, '--tcp', '0', '--ws', '0')
  const { server, match } = await ServerProcess.start(command, /^ready .* ws:\/\/[^:]+:(\d+)\/stomp$/)
  const topic = '/topic/01890a5d-ac96-774b-bcce-b302099a8057' // as long as a room id
  return {
    name: 'engine',
    nodes: [{ server, port: Number(match[1]) }],
    dialect: stompDialect({
      host: 'bench',
      passcode: () => '',
      topic: () => topic,
      destination: topic,
      body: (text) => text,
      acknowledged: 'RECEIPT\n',
    }),
    stop: () => server.stop(),
  }
}
