import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Ports {
  /** Where browsers reach the Damso server. */
  port: number
  /** Of this demo site. */
  demoPort: number
}

export interface Settings extends Ports {
  /** The server's data folder. */
  data: string
  /** What the demo itself keeps: secrets of its sites, what is seeded, the server's log. */
  folder: string
  /** Where browsers reach the server, by the name they used for the demo. */
  apiOrigin(hostname: string): string
  origins: string[]
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * @param subfolder of DAMSO_DATA, so that one mode does not take the other's sites for its own
 * @throws Error the demo signs a token for whoever asks: never in production
 */
export function readSettings(ports: Ports, subfolder = ''): Settings {
  const { NODE_ENV, DAMSO_DATA } = process.env
  if (NODE_ENV === 'production') {
    throw new Error(
      'The demo signs in anyone as anyone, so it does not run with NODE_ENV=production. To serve Damso alone: npm run damso -- start',
    )
  }
  const data = resolve(root, DAMSO_DATA || '.damso', subfolder)
  const folder = join(data, 'demo')
  mkdirSync(folder, { recursive: true })
  return {
    ...ports,
    data,
    folder,
    apiOrigin: (hostname) => `http://${hostname}:${ports.port}`,
    origins: hostnames.map((hostname) => `http://${hostname}:${ports.demoPort}`),
  }
}

/** The demo answers to these names only, so that no other site can rebind its own to it. */
export const hostnames = ['127.0.0.1', 'localhost']
