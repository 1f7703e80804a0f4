import { createLogger } from '../logger.ts'
import { startServer } from '../server.ts'
import type { Command } from './command.ts'

/** Longest that a stop may take before the process ends by itself: connections are drained in less. */
const STOP_MILLISECONDS = 20_000

export const startCommand: Command = {
  summary: 'runs the server until SIGTERM or Ctrl-C',
  usage: `Usage: damso start

Runs the server: GraphQL, STOMP and the widget's files on one port. The tables are brought up to date first.

  PORT        HTTP and WebSocket (4000; 0 takes any free one)
  HOST        address to listen on (127.0.0.1)
  STOMP_TCP   port for STOMP over TCP (off)
  DAMSO_DATA  folder of the SQLite files (.damso)

Prints one line of JSON with the addresses when it is ready. SIGTERM and Ctrl-C stop it: connections are told to come back,
everything acknowledged is archived.`,
  options: {},
  async run({ config }) {
    const logger = createLogger(config.logLevel)
    const end = (status: number): void => {
      process.exitCode = status
      // Log lines are written synchronously, so nothing is lost.
      process.exit()
    }
    const server = await startServer(config, logger, (error) => {
      logger.fatal({ err: error }, 'cannot go on: what was not acknowledged may be lost, nothing else')
      end(1)
    })
    const stop = (signal: NodeJS.Signals): void => {
      logger.info({ signal }, 'stopping')
      setTimeout(() => end(1), STOP_MILLISECONDS).unref()
      server.stop().then(
        () => end(0),
        () => end(1),
      )
    }
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    process.stdout.write(`${JSON.stringify({ ready: true, ...server.addresses })}\n`)
    return undefined
  },
}
