import { randomUUID } from 'node:crypto'
import type { LogRecord } from '@damso/schema/model'
import { expect, test } from 'vitest'
import { createKafkaClient } from '../kafka/kafka-client.ts'
import { parseKafkaUrl } from '../kafka/kafka-url.ts'
import { makeTopic, withAdmin } from '../kafka/topics.ts'
import { createLogger } from '../logger.ts'
import { describeWith, type Service, serviceUrl } from '../testing/service.ts'
import { describeEventLog, recordNumbered } from './event-log.contract.ts'
import { openKafkaEventLog } from './event-log.kafka.ts'
import { logTopic } from './log-topic.ts'

const epoch = 3
const partitions = 4
const logger = createLogger('silent')

const releases: [Service, string][] = [
  ['kafka', 'Kafka 4.1'],
  ['kafka39', 'Kafka 3.9'],
]
for (const [service, name] of releases)
  describeWith([service], name, () => {
    describeEventLog(name, () => createTopic(service))

    test('what others wrote into the topic is passed over, and what cannot be read keeps its place', async () => {
      const { client, topic, open, remove } = await createTopic(service)
      const log = await open()
      const partition = log.partitionOf(recordNumbered(1))
      const [first = 0] = await log.append([recordNumbered(1)])
      const producer = client.producer()
      await producer.connect()
      const foreign = ['{"order": 42}', 'null', JSON.stringify({ ...recordNumbered(2), body: {} })]
      await producer.send({ topic, messages: foreign.map((value) => ({ value, partition })) })
      await producer.disconnect()
      await log.append([recordNumbered(3)])
      const records: LogRecord[] = []
      await log.follow('earliest', (batch) => {
        records.push(...batch.records)
      })
      await expect.poll(() => records.at(-1)?.eventId, { timeout: 20_000 }).toBe(recordNumbered(3).eventId)
      expect(records.map(({ kind, position }) => [kind, position - first])).toEqual([
        ['message', 0],
        ['unreadable', 3],
        ['message', 4],
      ])
      await log.stop()
      await remove()
    })
  })

/** A topic of a test's own. */
async function createTopic(service: Service) {
  const address = parseKafkaUrl(`${serviceUrl(service)}/test-${randomUUID()}?replication=1`)
  const client = createKafkaClient(address, { clientId: 'contract', logger })
  const wish = logTopic(address, epoch, partitions)
  await makeTopic(client, wish)
  return {
    client,
    topic: wish.topic,
    open: () =>
      openKafkaEventLog({
        ...{ client, epoch, partitions, logger },
        onFatal(error) {
          throw error
        },
      }),
    remove: () => withAdmin(client, (admin) => admin.deleteTopics({ topics: [wish.topic] })),
  }
}
