import { createKafkaClient, type KafkaClient } from '../kafka/kafka-client.ts'
import { parseKafkaUrl } from '../kafka/kafka-url.ts'
import { faultsOf, makeTopic, replicasOf, untilThere, whenStarting } from '../kafka/topics.ts'
import type { Logger } from '../logger.ts'
import { StartError } from '../start-error.ts'
import { createEpochs, type Epoch, type Epochs } from './epochs.ts'
import { openKafkaEventLog } from './event-log.kafka.ts'
import type { EventLog } from './event-log.ts'
import { logTopic } from './log-topic.ts'
import type { OpenEventLogOptions } from './open.ts'

/** Offsets of embedded mode are of epoch 0; the first topic is `e1`, so that places of the two never meet. */
const FIRST_EPOCH = 1

/** The log of the current epoch. @throws {StartError} */
export async function openKafka({ url, database, node, logger, onFatal }: OpenEventLogOptions): Promise<EventLog> {
  const client = createKafkaClient(parseKafkaUrl(url), { clientId: node, logger })
  const { epoch, partitions } = await findEpoch(client, createEpochs(database))
  await checkTopic(client, epoch, partitions, logger)
  return openKafkaEventLog({ client, epoch, partitions, logger, onFatal })
}

/** The log after the current one, with as many partitions as LOG_URL says. No node runs. @throws {StartError} */
export async function openNextEpoch({
  url,
  database,
  node,
  logger,
}: Omit<OpenEventLogOptions, 'onFatal'>): Promise<Epoch> {
  const client = createKafkaClient(parseKafkaUrl(url), { clientId: node, logger })
  const epochs = createEpochs(database)
  const epoch = ((await epochs.current())?.epoch ?? FIRST_EPOCH - 1) + 1
  const { partitions } = client.address
  await makeTopic(client, logTopic(client.address, epoch, partitions))
  await checkTopic(client, epoch, partitions, logger)
  return epochs.open(epoch, partitions)
}

/** What Kafka answers, without making anything. @throws {StartError} */
export async function askKafka({ url, database, node, logger }: Omit<OpenEventLogOptions, 'onFatal'>): Promise<string> {
  const client = createKafkaClient(parseKafkaUrl(url), { clientId: node, logger })
  const { brokers } = await whenStarting(client, (admin) => admin.describeCluster())
  // A database without tables has no epoch yet, and one that is away is another line's matter.
  const current = await createEpochs(database)
    .current()
    .catch(() => undefined)
  if (current) await checkTopic(client, current.epoch, current.partitions, logger)
  const topic = logTopic(client.address, current?.epoch ?? FIRST_EPOCH, 0).topic
  const what = current ? `${topic} is as it must be` : `${topic} will be made at the first start`
  return `Kafka with ${brokers.length} ${brokers.length === 1 ? 'broker: not safe against the loss of a disk or of power' : 'brokers'}; ${what}`
}

/** A topic is made once, when there was no epoch before: one that is gone later is a loss, and not to be covered by an empty one. */
async function findEpoch(client: KafkaClient, epochs: Epochs): Promise<Epoch> {
  const current = await epochs.current()
  if (current) return current
  const { partitions } = client.address
  const wish = logTopic(client.address, FIRST_EPOCH, partitions)
  // Another node has perhaps just made it; with another number of partitions it is for the check to refuse.
  if (!(await makeTopic(client, wish))) await untilThere(client, wish.topic, 1)
  return epochs.open(FIRST_EPOCH, partitions)
}

/** @throws {StartError} that names every setting which breaks the promise */
async function checkTopic(client: KafkaClient, epoch: number, partitions: number, logger: Logger): Promise<void> {
  const wish = logTopic(client.address, epoch, partitions)
  const faults = await faultsOf(client, wish)
  if (faults === undefined)
    throw new StartError(
      `LOG_URL: the topic ${wish.topic} is gone, and with it what was not archived: restore it, or give it up with damso event-log new-epoch --abandon`,
    )
  if (faults.length > 0)
    throw new StartError(`LOG_URL: the topic ${wish.topic}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  if ((await replicasOf(client, wish.topic)) === 1)
    logger.warn({ topic: wish.topic }, 'event log: one replica alone, not safe against the loss of a disk or of power')
}
