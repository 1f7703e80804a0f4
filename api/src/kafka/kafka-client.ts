/**
 * One way to Kafka for the event log and the signals: kafkajs 2.2.4, its traps guarded (docs/adr/0007).
 * @module
 */
import { type Admin, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs'
import Cluster from 'kafkajs/src/cluster/index.js'
import socketFactory from 'kafkajs/src/network/socketFactory.js'
import type { Logger } from '../logger.ts'
import type { KafkaAddress } from './kafka-url.ts'
import './one-socket.ts'
import './quiet-request-queue.ts'

export interface KafkaClient {
  address: KafkaAddress
  admin(): Admin
  /** Sends each request once: whoever cannot tell what became of it must say so, not send it again. */
  producer(): Producer
  /** Brokers and their partitions, for reading at a place of one's own; a new one has its own connections. */
  cluster(): Cluster
}

/** A broker that is paused holds a request for so long, then it is unknown. */
const REQUEST_MILLISECONDS = 8_000
const CONNECTION_MILLISECONDS = 3_000
const METADATA_MILLISECONDS = 30_000

export function createKafkaClient(
  address: KafkaAddress,
  { clientId, logger }: { clientId: string; logger: Logger },
): KafkaClient {
  const connection = {
    brokers: address.brokers,
    clientId,
    ssl: address.ssl,
    ...(address.sasl && { sasl: address.sasl }),
    connectionTimeout: CONNECTION_MILLISECONDS,
    authenticationTimeout: CONNECTION_MILLISECONDS,
    requestTimeout: REQUEST_MILLISECONDS,
    enforceRequestTimeout: true,
  }
  const kafka = new Kafka({
    ...connection,
    retry: { retries: 2, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: logLevel.WARN,
    // What fails is tried again or reported by whoever asked: of itself it is no error of this server.
    logCreator:
      () =>
      ({ namespace, log: { message } }) =>
        logger.debug({ namespace }, `kafka: ${message}`),
  })
  return {
    address,
    admin: () => kafka.admin(),
    producer: () =>
      kafka.producer({
        allowAutoTopicCreation: false,
        createPartitioner: Partitioners.DefaultPartitioner,
        retry: { retries: 0 },
        metadataMaxAge: METADATA_MILLISECONDS,
      }),
    cluster: () =>
      new Cluster({
        ...connection,
        logger: kafka.logger(),
        socketFactory: socketFactory(),
        retry: { retries: 0 },
        metadataMaxAge: METADATA_MILLISECONDS,
        allowAutoTopicCreation: false,
      }),
  }
}
