import type { Database } from '../database/database.ts'
import { fileOf } from '../database/sqlite/file-of.ts'
import { createKafkaClient, type KafkaClient } from '../kafka/kafka-client.ts'
import { parseKafkaUrl } from '../kafka/kafka-url.ts'
import { faultsOf, makeTopic, replicasOf } from '../kafka/topics.ts'
import type { Logger } from '../logger.ts'
import { StartError } from '../start-error.ts'
import { createEpochs, type Epoch, type Epochs } from './epochs.ts'
import { openKafkaEventLog } from './event-log.kafka.ts'
import { openSqliteEventLog } from './event-log.sqlite.ts'
import type { EventLog } from './event-log.ts'
import { logTopic } from './log-topic.ts'

export interface OpenEventLogOptions {
  url: string
  database: Pick<Database, 'models'>
  /** Names this process to the brokers. */
  node: string
  logger: Logger
  onFatal: (error: Error) => void
}

/** Offsets of embedded mode are of epoch 0; the first topic is `e1`, so that places of the two never meet. */
const FIRST_EPOCH = 1

/** The one place that knows which URL means which event log. @throws {StartError} */
export async function openEventLog({ url, database, node, logger, onFatal }: OpenEventLogOptions): Promise<EventLog> {
  if (url.startsWith('sqlite:')) return openSqliteEventLog({ file: fileOf(url), onFatal })
  const client = createKafkaClient(parseKafkaUrl(url), { clientId: node, logger })
  const { epoch, partitions } = await findEpoch(client, createEpochs(database))
  await checkTopic(client, epoch, partitions, logger)
  return openKafkaEventLog({ client, epoch, partitions, logger, onFatal })
}

/** A topic is made once, when there was no epoch before: one that is gone later is a loss, and not to be covered by an empty one. */
async function findEpoch(client: KafkaClient, epochs: Epochs): Promise<Epoch> {
  const current = await epochs.current()
  if (current) return current
  const { partitions } = client.address
  await makeTopic(client, logTopic(client.address, FIRST_EPOCH, partitions))
  return epochs.open(FIRST_EPOCH, partitions)
}

/** @throws {StartError} that names every setting which breaks the promise */
export async function checkTopic(
  client: KafkaClient,
  epoch: number,
  partitions: number,
  logger: Logger,
): Promise<void> {
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
