import { randomUUID } from 'node:crypto'
import { type Connection, type StompApplication, StompError, type Subscription } from '../application.ts'
import { type StoredMessage, store } from './message.ts'
import { Queue } from './queue.ts'
import { Topic } from './topic.ts'

const DESTINATIONS = 10_000
const deadLetters = '/queue/dead-letters'

/** What both kinds of destination do. */
type Destination = Queue | Topic

interface Client {
  connection: Connection
  subscriptions: Set<Subscription>
}

/**
 * A broker in memory: `/topic/…` fans out, `/queue/…` gives each message to one consumer until it is acknowledged. Any login
 * is good. A message refused too often ends in `/queue/dead-letters`.
 */
export function createBroker(): StompApplication<Client> {
  const dead = new Queue(() => undefined)
  const open = new Map<string, Destination>([[deadLetters, dead]])
  const run = randomUUID()
  let messages = 0

  function at(name: string): Destination {
    const existing = open.get(name)
    if (existing !== undefined) return existing
    if (open.size >= DESTINATIONS) throw new StompError('LIMIT', `at most ${DESTINATIONS} destinations are open`)
    const destination = name.startsWith('/queue/') ? new Queue(bury) : new Topic()
    open.set(name, destination)
    return destination
  }

  /** Of more dead letters than a queue holds, the later ones are lost. */
  function bury(message: StoredMessage): void {
    if (!dead.full(message)) dead.push({ ...message, deliveries: 0 })
  }

  function release(name: string): void {
    if (name !== deadLetters && open.get(name)?.idle) open.delete(name)
  }

  return {
    async connect(_headers, connection) {
      return { session: { connection, subscriptions: new Set() } }
    },
    check({ destination }) {
      if (!/^\/(topic|queue)\/./.test(destination))
        throw new StompError('UNSUPPORTED', 'a destination begins with /topic/ or /queue/')
    },
    async send(_client, message) {
      messages += 1
      at(message.destination).push(store(`${run}-${messages}`, message))
      release(message.destination)
      return undefined
    },
    async subscribe(client, subscription) {
      client.subscriptions.add(subscription)
      at(subscription.destination).consume(client.connection, subscription)
    },
    unsubscribe(client, subscription) {
      client.subscriptions.delete(subscription)
      open.get(subscription.destination)?.leave(subscription)
      release(subscription.destination)
    },
    acknowledge(_client, subscription, deliveries, ok) {
      open.get(subscription.destination)?.acknowledge(subscription, deliveries, ok)
      release(subscription.destination)
    },
    disconnect(client) {
      for (const subscription of client.subscriptions) {
        open.get(subscription.destination)?.leave(subscription)
        release(subscription.destination)
      }
    },
  }
}
