import { createKafkaClient } from '../kafka/kafka-client.ts'
import { parseKafkaUrl } from '../kafka/kafka-url.ts'
import { makeTopic } from '../kafka/topics.ts'
import type { Logger } from '../logger.ts'
import { createInProcessSignals } from './signals.in-process.ts'
import { openKafkaSignals, signalsTopic } from './signals.kafka.ts'
import type { Signals } from './signals.ts'

export interface OpenSignalsOptions {
  /** `LOG_URL`: signals travel where the log does. */
  url: string
  node: string
  logger: Logger
  onError: (error: unknown) => void
}

/** The one place that knows which URL means which signals. @throws {StartError} */
export async function openSignals({ url, node, logger, onError }: OpenSignalsOptions): Promise<Signals> {
  if (url.startsWith('sqlite:')) return createInProcessSignals({ onError })
  const client = createKafkaClient(parseKafkaUrl(url), { clientId: node, logger })
  await makeTopic(client, signalsTopic(client.address))
  return openKafkaSignals({ client, logger, onError })
}
