import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Server } from '../support/server.ts'
import { createCluster, createStores, type Mode } from '../support/stores.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'
import type { Recorder } from './history.ts'
import { type Link, Node } from './node.ts'
import { Service, type ServiceName, serviceNames } from './service.ts'

/** Everything that a run can break: nodes, the lines between them and others, and in a cluster the services. */
export interface Ground {
  nodes: readonly Node[]
  services: ReadonlyMap<ServiceName, Service>
  stop(): Promise<void>
}

/** Of a cluster, where nobody says how many. */
const NODES = 3

type Environment = Readonly<Record<string, string>>

export const openGround = (mode: Mode, recorder: Recorder, env: Environment): Promise<Ground> =>
  mode === 'cluster' ? openCluster(recorder, env) : openEmbedded(recorder, env)

async function openEmbedded(recorder: Recorder, env: Environment): Promise<Ground> {
  const server = await Server.prepare({ stores: await createStores('embedded'), env })
  const clients = await TcpProxy.open(server.port)
  const node = new Node('node 1', server, new Map([['clients', clients]]), recorder)
  await server.start()
  return {
    nodes: [node],
    services: new Map(),
    async stop() {
      server.thaw()
      await server.remove()
      await clients.close()
    },
  }
}

/** Services of its own, and each node led to each of them by a line of its own. */
export async function openCluster(recorder: Recorder, env: Environment = {}, count = NODES): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'damso-faults-'))
  const lines = await Promise.all(Array.from({ length: count }, openLines))
  const services = new Map<ServiceName, Service>()
  const nodes: Node[] = []
  const stop = async () => {
    await Promise.all(
      nodes.map(({ server }) => {
        server.thaw()
        return server.kill()
      }),
    )
    await Promise.all([...services.values()].map((service) => service.stop()))
    await Promise.all(lines.flatMap((links) => [...links.values()].map((proxy) => proxy.close())))
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  }
  try {
    // Clients of Kafka go where the broker says it is: each node has a listener that is told as the node's own proxy.
    const advertised = lines.map((links) => portOf(links, 'kafka'))
    await Promise.all(
      serviceNames.map(async (name) => {
        await mkdir(join(folder, name))
        services.set(name, await Service.start(name, join(folder, name), name === 'kafka' ? advertised : []))
      }),
    )
    const urlOf = (name: ServiceName) => services.get(name)?.url ?? ''
    const stores = await createCluster({ mysql: urlOf('mysql'), mongodb: urlOf('mongodb'), kafka: urlOf('kafka') })
    for (const [at, links] of lines.entries()) {
      for (const [name, service] of services) links.get(name)?.to(service.portOf(at))
      const through: Environment = {
        DATABASE_URL: throughPort(stores.env.DATABASE_URL, portOf(links, 'mysql')),
        HISTORY_URL: throughPort(stores.env.HISTORY_URL, portOf(links, 'mongodb')),
        LOG_URL: throughPort(stores.env.LOG_URL, portOf(links, 'kafka')),
      }
      const server = await Server.prepare({ stores, env: { ...env, ...through } })
      links.get('clients')?.to(server.port)
      nodes.push(new Node(`node ${at + 1}`, server, links, recorder))
      await server.start()
    }
    return { nodes, services, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openLines(): Promise<Map<Link, TcpProxy>> {
  const names = ['clients', 'kafka', 'mongodb', 'mysql'] as const
  return new Map(await Promise.all(names.map(async (name) => [name, await TcpProxy.open()] as const)))
}

const portOf = (links: ReadonlyMap<Link, TcpProxy>, name: Link): number => links.get(name)?.port ?? 0

const throughPort = (url = '', port: number): string => url.replace(/(127\.0\.0\.1):\d+/, `$1:${port}`)
