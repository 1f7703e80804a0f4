import { randomUUID } from 'node:crypto'
import { createKafkaClient } from '../kafka/kafka-client.ts'
import { parseKafkaUrl } from '../kafka/kafka-url.ts'
import { makeTopic, withAdmin } from '../kafka/topics.ts'
import { createLogger } from '../logger.ts'
import { describeWith, type Service, serviceUrl } from '../testing/service.ts'
import { describeEventLog } from './event-log.contract.ts'
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
    describeEventLog(name, async () => {
      const url = `${serviceUrl(service)}/test-${randomUUID()}?replication=1`
      const address = parseKafkaUrl(url)
      const client = createKafkaClient(address, { clientId: 'contract', logger })
      const wish = logTopic(address, epoch, partitions)
      await makeTopic(client, wish)
      return {
        open: () =>
          openKafkaEventLog({
            ...{ client, epoch, partitions, logger },
            onFatal(error) {
              throw error
            },
          }),
        remove: () => withAdmin(client, (admin) => admin.deleteTopics({ topics: [wish.topic] })),
      }
    })
  })
