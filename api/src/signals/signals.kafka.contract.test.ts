import { randomUUID } from 'node:crypto'
import { createKafkaClient } from '../kafka/kafka-client.ts'
import { parseKafkaUrl } from '../kafka/kafka-url.ts'
import { makeTopic, withAdmin } from '../kafka/topics.ts'
import { createLogger } from '../logger.ts'
import { describeWith, serviceUrl } from '../testing/service.ts'
import { describeSignals } from './signals.contract.ts'
import { openKafkaSignals, signalsTopic } from './signals.kafka.ts'

const logger = createLogger('silent')

describeWith(['kafka'], 'Kafka', () => {
  describeSignals('Kafka', async () => {
    const url = `${serviceUrl('kafka')}/test-${randomUUID()}?replication=1`
    const address = parseKafkaUrl(url)
    const client = createKafkaClient(address, { clientId: 'contract', logger })
    const wish = signalsTopic(address)
    await makeTopic(client, wish)
    const errors: unknown[] = []
    return {
      signals: await openKafkaSignals({
        ...{ client, logger },
        onError: (error) => errors.push(error),
      }),
      errors,
      remove: () => withAdmin(client, (admin) => admin.deleteTopics({ topics: [wish.topic] })),
    }
  })
})
