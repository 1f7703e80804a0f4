import { fileURLToPath } from 'node:url'
import type { Node } from '../node.ts'
import type { Broken, Fault, Scene } from './fault.ts'

export const HOUR_MILLISECONDS = 60 * 60 * 1_000

/** A node that owns partitions in which nobody talks has no step to end at. */
const IDLE_MILLISECONDS = 20_000
/** Where the archive's owner ends: `ArchiveStep` of the server. */
const steps = ['found', 'inserted', 'changed', 'committed']

const ended =
  (how: 'kill' | 'stop'): Fault['begin'] =>
  async ({ ground, random }) => {
    const node = random.pick(ground.nodes)
    await node.end(how)
    return { what: node.name, heal: () => void node.start() }
  }

export async function restarted(node: Node, env: Readonly<Record<string, string>>): Promise<void> {
  await node.end('stop')
  await node.start(env)
}

/** A clock of the test's own making instead of libfaketime: nothing to install, and it moves worker threads too. */
const clock = fileURLToPath(new URL('./clock.js', import.meta.url))

export const restartedWithSkew = (node: Node, milliseconds: number): Promise<void> =>
  restarted(node, { NODE_OPTIONS: `--import=${clock}`, CLOCK_SKEW: String(milliseconds) })

export const nodeFaults: Readonly<Record<string, Fault>> = {
  kill: { begin: ended('kill') },
  stop: { begin: ended('stop') },

  /** Longer than a lease at times, so that others take over and a zombie wakes up. */
  pause: {
    lasts: { least: 3_000, most: 12_000 },
    async begin({ ground, random }) {
      const node = random.pick(ground.nodes)
      node.server.freeze()
      return { what: node.name, heal: () => node.server.thaw() }
    },
  },

  rolling: {
    async begin({ ground }) {
      for (const node of ground.nodes) await restarted(node, {})
      return { what: 'each node', heal() {} }
    },
  },

  archiver: {
    async begin({ ground, random }) {
      const node = random.pick(ground.nodes)
      const step = random.pick(steps)
      await node.end('stop')
      const reached = await node.startToEnd({ DAMSO_END_AT_STEP: step }, IDLE_MILLISECONDS)
      const where = reached ? `after ${step}` : 'with nothing to archive'
      return { what: `${node.name} ${where}`, heal: () => void node.start() }
    },
  },

  clock: {
    lasts: { least: 1_000, most: 4_000 },
    async begin({ ground, random }) {
      const node = random.pick(ground.nodes)
      const skew = random.pick([1, -1]) * HOUR_MILLISECONDS
      await restartedWithSkew(node, skew)
      return { what: `${node.name} by ${skew} ms`, heal: () => restarted(node, {}) }
    },
  },

  'all-kill': { begin: killAll },
}

async function killAll({ ground }: Scene): Promise<Broken> {
  const services = [...ground.services.values()]
  await Promise.all([...ground.nodes.map((node) => node.end('kill')), ...services.map((service) => service.kill())])
  return {
    what: 'everything',
    async heal() {
      await Promise.all(services.map((service) => service.restart()))
      for (const node of ground.nodes) void node.start()
    },
  }
}
