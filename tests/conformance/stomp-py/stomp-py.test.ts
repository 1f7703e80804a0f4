import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installStompPy, python } from './install.ts'

interface Check {
  name: string
  ok: boolean
  error?: string
}

const brokerProgram = fileURLToPath(new URL('../../../../api/dist/stomp/broker/main.js', import.meta.url))
const conformance = fileURLToPath(new URL('../../../conformance/stomp-py/conformance.py', import.meta.url))

let broker: ChildProcess
let ports: { tcp: string; ws: string }
let packages: string | undefined

beforeAll(async () => {
  packages = await installStompPy()
  broker = spawn(process.execPath, [brokerProgram, '--tcp', '0', '--ws', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  ports = await ready(broker)
})

afterAll(async () => {
  if (broker === undefined) return
  const ended = once(broker, 'exit')
  broker.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test.each(['tcp', 'ws'] as const)('stomp.py over %s', async (transport) => {
  const checks = await run(transport)
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
  // 1.0, 1.1 and 1.2 over TCP; stomp.py speaks only 1.2 over WebSocket.
  expect(checks).toHaveLength(transport === 'tcp' ? 28 : 10)
})

async function ready(program: ChildProcess): Promise<{ tcp: string; ws: string }> {
  if (program.stdout === null) throw new Error('the broker has no output')
  const [line] = (await once(createInterface(program.stdout), 'line')) as [string]
  const [, tcp, ws] = /^ready tcp:\/\/127\.0\.0\.1:(\d+) ws:\/\/127\.0\.0\.1:(\d+)\/stomp$/.exec(line) ?? []
  if (tcp === undefined || ws === undefined) throw new Error(`not the ready line: ${line}`)
  return { tcp, ws }
}

async function run(transport: 'tcp' | 'ws'): Promise<Check[]> {
  const program = spawn(python, [conformance, transport, '127.0.0.1', ports[transport]], {
    env: { ...process.env, PYTHONPATH: packages },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const checks: Check[] = []
  for await (const line of createInterface(program.stdout)) checks.push(JSON.parse(line) as Check)
  return checks
}
