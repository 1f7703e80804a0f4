import kafkajs, { type Admin } from 'kafkajs'
import { StartError } from '../start-error.ts'
import { within } from './deadline.ts'
import type { KafkaClient } from './kafka-client.ts'
import { createTopicReader } from './topic-reader.ts'

export interface TopicWish {
  topic: string
  partitions: number
  /** Settings without which the promise does not hold; where we make the topic it is made with them. */
  settings: Readonly<Record<string, string>>
}

const DEADLINE_MILLISECONDS = 20_000

/** Runs `act` with an admin of its own. */
export async function withAdmin<T>(client: KafkaClient, act: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = client.admin()
  try {
    return await within(
      DEADLINE_MILLISECONDS,
      'talking to Kafka',
      admin.connect().then(() => act(admin)),
    )
  } finally {
    admin.disconnect().catch(() => undefined)
  }
}

/** @throws {StartError} where Kafka is not there or does not let us in */
export async function whenStarting<T>(client: KafkaClient, act: (admin: Admin) => Promise<T>): Promise<T> {
  try {
    return await withAdmin(client, act)
  } catch (error) {
    throw notReachable(client, error)
  }
}

const notReachable = ({ address }: KafkaClient, cause: unknown): StartError =>
  new StartError(`LOG_URL: ${address.brokers.join(', ')}: ${reasonOf(cause)}`, { cause })

/**
 * Makes a topic where there is none, and waits until what it made is there.
 * @returns whether it was made; a topic of that name is left as it is
 * @throws {StartError}
 */
export async function makeTopic(client: KafkaClient, { topic, partitions, settings }: TopicWish): Promise<boolean> {
  const made = await whenStarting(client, (admin) =>
    admin.createTopics({
      // A broker that has not heard of it yet says that there is none, which kafkajs takes for the last word.
      waitForLeaders: false,
      topics: [
        {
          topic,
          numPartitions: partitions,
          replicationFactor: client.address.replication,
          configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
        },
      ],
    }),
  )
  if (made) await untilThere(client, topic, partitions)
  return made
}

/** Resolves when so many partitions of a topic have leaders that answer. @throws {StartError} */
export async function untilThere(client: KafkaClient, topic: string, partitions: number): Promise<void> {
  const reader = createTopicReader(client, topic, partitions)
  try {
    await reader.ready()
  } catch (error) {
    throw notReachable(client, error)
  } finally {
    await reader.stop()
  }
}

/** What is wrong with a topic, each with the remedy; empty: nothing. `undefined`: there is no such topic. */
export const faultsOf = (
  client: KafkaClient,
  { topic, partitions, settings }: TopicWish,
): Promise<string[] | undefined> =>
  whenStarting(client, async (admin) => {
    const topics = await admin.listTopics()
    if (!topics.includes(topic)) return undefined
    const { topics: found } = await admin.fetchTopicMetadata({ topics: [topic] })
    const count = found[0]?.partitions.length ?? 0
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: Object.keys(settings) }],
    })
    const values = new Map(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]))
    const wrong = Object.entries(settings).filter(([name, value]) => values.get(name) !== value)
    return [
      ...(count === partitions
        ? []
        : [
            `has ${count} partitions, not ${partitions}: rooms would change their places; never add any, open a new epoch`,
          ]),
      ...wrong.map(
        ([name, value]) =>
          `has ${name}=${values.get(name) ?? 'unset'}: kafka-configs.sh --alter --topic ${topic} --add-config ${name}=${value}`,
      ),
    ]
  })

/** Forgets the records of a partition that stand before an offset. */
export const trimTopic = (client: KafkaClient, topic: string, partition: number, offset: number): Promise<void> =>
  withAdmin(client, async (admin) => {
    // kafkajs deletes only where it has asked for the topic's leaders before.
    await admin.fetchTopicOffsets(topic)
    await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset) }] })
  })

/** Replicas of the partition that has the fewest: 1 is not safe against the loss of a disk or of power. */
export const replicasOf = (client: KafkaClient, topic: string): Promise<number> =>
  whenStarting(client, async (admin) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    return Math.min(...(topics[0]?.partitions.map(({ replicas }) => replicas.length) ?? [0]))
  })

function reasonOf(error: unknown): string {
  const { message = String(error), type } = error as { message?: string; type?: string }
  if (type === 'SASL_AUTHENTICATION_FAILED' || /SASL/.test(message)) return `it does not let us in: ${message}`
  if (/AUTHORIZATION_FAILED/.test(type ?? '')) return `we lack a permission (${type}): grant it to the user of LOG_URL`
  if (type === 'INVALID_REPLICATION_FACTOR' || /replication factor/i.test(message))
    return `it has fewer brokers than topics are to have replicas (3, unless the URL says ?replication=1): ${message}`
  return `it cannot be asked (${message}): is Kafka running there, and may this machine reach it?`
}
