import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Dialect } from '../../load/dialect.ts'
import { ServerProcess } from '../../support/server-process.ts'
import type { StartPeer } from '../peer.ts'

const source = fileURLToPath(new URL('../../../peers/centrifuge', import.meta.url))
const BRACE = '{'.charCodeAt(0)
const CLOSING_BRACE = '}'.charCodeAt(0)
const BUILD_MILLISECONDS = 300_000

const dialect: Dialect = {
  path: '/connection/websocket',
  hello: () => [{ say: '{"id":1,"connect":{}}', awaits: '"connect":{' }],
  subscribe: () => [{ say: '{"id":2,"subscribe":{"channel":"room"}}', awaits: '"subscribe":{' }],
  publish: (body, id) => `{"id":${id + 3},"publish":{"channel":"room","data":${JSON.stringify(body)}}}`,
  acknowledged: '"publish":{}',
  ping: { heard: hasPing, answer: '{}' },
}

/** A ping is an empty reply, and replies may share a message, a line each. */
function hasPing(bytes: Buffer, start: number, end: number): boolean {
  if (bytes[start] === BRACE && bytes[start + 1] === CLOSING_BRACE) return true
  const at = bytes.indexOf('\n{}', start)
  return at !== -1 && at < end
}

/** Whether the Go that builds it is here. */
export const hasGo = (): boolean => spawnSync('go', ['version']).status === 0

export const startCentrifuge: StartPeer = async () => {
  const { server, match } = await ServerProcess.start([build()], /^ready (\d+)$/)
  return { name: 'centrifuge', nodes: [{ server, port: Number(match[1]) }], dialect, stop: () => server.stop() }
}

/** The program, built once into the user's cache: Go itself sees whether its sources changed. */
function build(): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'damso')
  const program = join(cache, 'bench-centrifuge')
  if (!existsSync(cache)) mkdirSync(cache, { recursive: true })
  const { status, stderr } = spawnSync('go', ['build', '-o', program, '.'], {
    cwd: source,
    encoding: 'utf8',
    timeout: BUILD_MILLISECONDS,
  })
  if (status !== 0) throw new Error(`centrifuge could not be built:\n${stderr}`)
  return program
}
