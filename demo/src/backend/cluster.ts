/** What the demo needs to run several nodes of the server instead of one. */
export interface Cluster {
  /** Settings of every node: where the stores that they share are. */
  stores: Readonly<Record<'DATABASE_URL' | 'HISTORY_URL' | 'LOG_URL', string>>
  /** One for each node. */
  nodePorts: readonly number[]
}

/** A server as the demo runs it: what it is called on the page, and what it is told. */
export interface ServerPlan {
  name: string
  environment: Record<string, string>
}

export function planNodes({ stores, nodePorts }: Cluster): ServerPlan[] {
  return nodePorts.map((port, index) => {
    const name = `node-${index + 1}`
    // The front looks for it on this machine, wherever HOST says that the server is to listen.
    return { name, environment: { ...stores, PORT: String(port), NODE_NAME: name, HOST: '127.0.0.1' } }
  })
}

/** The stores' addresses for people: without passwords. */
export const storeLines = ({ stores }: Cluster): [string, string][] =>
  Object.values(stores).map((url) => [
    products[new URL(url).protocol] ?? 'Store',
    url.replace(/^(\w+:\/\/[^:@/]*):[^@/]*@/, '$1:***@'),
  ])

const products: Record<string, string> = {
  'mysql:': 'MySQL',
  'mariadb:': 'MySQL',
  'mongodb:': 'MongoDB',
  'mongodb+srv:': 'MongoDB',
  'kafka:': 'Kafka',
}
