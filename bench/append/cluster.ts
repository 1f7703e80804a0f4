/**
 * On Kafka: time from `append` to acknowledged at a steady 500 messages a second, against a bare producer of the same driver that
 * batches alike, into a topic with the same settings.
 * @module
 */
import { createDatabase } from '@damso/api/internal/database'
import { openKafka as openKafkaEventLog } from '@damso/api/internal/kafka-event-log'
import { createLogger } from '@damso/api/internal/logger'
import kafkajs, { type Admin } from 'kafkajs'
import type { Line } from '../support/compare.ts'
import { openKafka } from '../support/kafka.ts'
import { openMysql } from '../support/mysql.ts'
import { needServices } from '../support/service.ts'
import { openBareProducer } from './bare-producer.ts'
import { compareRates } from './rates.ts'
import { recordNumbered } from './records.ts'

/** Ours refuses more than 16 MB that wait. */
const BURST = 20_000
/** Octets that ours puts into one request, by its own weights. */
const REQUEST = { bytes: 800_000, recordOverhead: 100 }

const onFatal = (error: Error) => {
  throw error
}

/** Makes a topic as another one was made. */
async function makeTopicLike(admin: Admin, model: string, topic: string): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [model] })
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: model }],
  })
  const configEntries = (resources[0]?.configEntries ?? [])
    .filter(({ configSource }) => configSource === kafkajs.ConfigSource.TOPIC_CONFIG)
    .map(({ configName, configValue }) => ({ name: configName, value: configValue }))
  const numPartitions = topics[0]?.partitions.length ?? 0
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions, configEntries }] })
}

export async function* run(): AsyncIterable<Line> {
  needServices('mysql', 'kafka')
  const [mysql, kafka] = [await openMysql(), await openKafka()]
  const database = createDatabase({ url: mysql.url, onFatal })
  await database.migrate()
  const logger = createLogger('error', 'stderr')
  const log = await openKafkaEventLog({ url: kafka.url, database, node: 'bench', logger, onFatal })
  const topic = `${kafka.prefix}.bare`
  await makeTopicLike(kafka.admin, `${kafka.prefix}.rooms.e${log.epoch}`, topic)
  const record = recordNumbered(0)
  const bare = await openBareProducer(kafka.client, {
    ...{ topic, partition: log.partitionOf(record) },
    batch: Math.floor(REQUEST.bytes / (Buffer.byteLength(JSON.stringify(record)) + REQUEST.recordOverhead)),
  })
  try {
    const peer = { name: 'bare kafkajs producer, batched alike', append: bare.append }
    yield* compareRates((record) => log.append([record]), peer, BURST)
  } finally {
    await bare.stop()
    await log.stop()
    await database.stop()
    await kafka.remove()
    await mysql.remove()
  }
}
