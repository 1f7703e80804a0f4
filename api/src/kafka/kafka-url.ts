import type { SASLOptions } from 'kafkajs'

export interface KafkaAddress {
  /** `host:port` of brokers to ask first. */
  brokers: string[]
  /** Before every topic of ours. */
  prefix: string
  ssl: boolean
  sasl?: SASLOptions
  /** Partitions of the log's topics, where we make them. @default 12 */
  partitions: number
  /** Replicas of each partition, where we make them. @default 3 */
  replication: number
}

const shape = /^kafka:\/\/(?:([^:@/]+):([^@/]+)@)?([^/?]+)\/([A-Za-z0-9._-]{1,100})(?:\?(.*))?$/
const broker = /^[A-Za-z0-9.-]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i
const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const

const FORM =
  'kafka://[user:password@]host:port[,host:port…]/prefix[?partitions=12&replication=3&ssl=true&sasl=scram-sha-512]'

/** @throws {Error} that says what is wrong, without the password */
export function parseKafkaUrl(url: string): KafkaAddress {
  const [, user, password, hosts, prefix, query] = shape.exec(url) ?? []
  if (hosts === undefined || prefix === undefined) throw new Error(`must be ${FORM}`)
  const brokers = hosts.split(',')
  const wrong = brokers.find((host) => !broker.test(host))
  if (wrong !== undefined) throw new Error(`names the broker "${wrong}": each must be host:port`)
  const options = new URLSearchParams(query)
  for (const name of options.keys())
    if (!['partitions', 'replication', 'ssl', 'sasl'].includes(name))
      throw new Error(`has the option "${name}": there are partitions, replication, ssl and sasl`)
  return {
    brokers,
    prefix,
    ssl: options.get('ssl') === 'true',
    ...(user !== undefined && { sasl: saslOf(decodeURIComponent(user), decodeURIComponent(password ?? ''), options) }),
    partitions: countOf(options, 'partitions', 12, 1_000),
    replication: countOf(options, 'replication', 3, 9),
  }
}

function saslOf(username: string, password: string, options: URLSearchParams): SASLOptions {
  const wanted = options.get('sasl') ?? 'plain'
  const mechanism = mechanisms.find((name) => name === wanted)
  if (!mechanism) throw new Error(`has sasl=${wanted}: it must be ${mechanisms.join(', ')}`)
  return { mechanism, username, password } as SASLOptions
}

function countOf(options: URLSearchParams, name: string, otherwise: number, most: number): number {
  const text = options.get(name)
  if (text === null) return otherwise
  const count = Number(text)
  if (!/^\d+$/.test(text) || count < 1 || count > most) throw new Error(`has ${name}=${text}: it must be 1 to ${most}`)
  return count
}
